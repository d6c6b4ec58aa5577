namespace Platform.Contracts;

/// <summary>On an exception: something this process needs does not answer. Waiting may help; answered with 503 and Retry-After.</summary>
public interface IOutage;
