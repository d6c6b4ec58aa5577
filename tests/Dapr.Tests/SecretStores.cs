using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Dapr.Tests;

/// <summary>The secret stores of the sidecar: secrets by store and name, and what its scopes deny.</summary>
public sealed class SecretStores
{
    private readonly Dictionary<string, Dictionary<string, Dictionary<string, string>>> stores = new(StringComparer.Ordinal);

    /// <summary>Secrets the app must not read, as store/name.</summary>
    public HashSet<string> Denied { get; } = new(StringComparer.Ordinal);

    /// <summary>Puts a secret of several entries into a store, which exists from then on.</summary>
    public void Put(string store, string name, Dictionary<string, string> entries)
    {
        if (!stores.TryGetValue(store, out var secrets))
            stores[store] = secrets = new(StringComparer.Ordinal);
        secrets[name] = entries;
    }

    internal Task<GetSecretResponse> Read(GetSecretRequest request)
    {
        if (!stores.TryGetValue(request.StoreName, out var secrets))
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"no secret store named {request.StoreName}"));
        if (Denied.Contains($"{request.StoreName}/{request.Key}"))
            throw new RpcException(new Status(StatusCode.PermissionDenied, $"access to {request.Key} of {request.StoreName} is denied"));
        if (!secrets.TryGetValue(request.Key, out var entries))
            throw new RpcException(new Status(StatusCode.Internal, $"{request.StoreName} holds no {request.Key}"));
        return Task.FromResult(new GetSecretResponse { Data = { entries } });
    }
}

/// <summary>Binds the one method by hand: the package holds Dapr's messages and client, no base class of a server.</summary>
internal sealed class SecretsOverGrpc : IServiceMethodProvider<SecretStores>
{
    private static readonly Method<GetSecretRequest, GetSecretResponse> GetSecret = new(
        MethodType.Unary, "dapr.proto.runtime.v1.Dapr", "GetSecret",
        Marshallers.Create(m => m.ToByteArray(), GetSecretRequest.Parser.ParseFrom),
        Marshallers.Create(m => m.ToByteArray(), GetSecretResponse.Parser.ParseFrom));

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<SecretStores> context) =>
        context.AddUnaryMethod(GetSecret, [], (stores, request, _) => stores.Read(request));
}

internal static class SecretsOverGrpcRegistration
{
    public static void AddSecretsOverGrpc(this IServiceCollection services)
    {
        services.AddGrpc();
        services.AddSingleton<IServiceMethodProvider<SecretStores>, SecretsOverGrpc>();
    }
}
