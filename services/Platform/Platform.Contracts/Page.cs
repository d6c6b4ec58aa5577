namespace Platform.Contracts;

/// <summary>A page of a keyset-paged list.</summary>
/// <typeparam name="T">Shape of one row.</typeparam>
/// <param name="Items">At most <c>limit</c> rows (50 unless asked, 200 at most).</param>
/// <param name="Next">Opaque cursor of the next page, or null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
