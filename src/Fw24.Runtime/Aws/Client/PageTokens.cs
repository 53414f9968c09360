namespace Fw24.Aws.Client;

/// <summary>The tokens of the pages of a list, so that a service that never ends it does not keep the caller forever.</summary>
internal sealed class PageTokens
{
    /// <summary>The largest number of pages: 100,000 alarms, at 100 a page.</summary>
    public const int MaxPages = 1000;

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Adds the token of the next page.</summary>
    /// <param name="token">The token.</param>
    /// <returns>
    /// <see langword="true"/> if the page is to be read; <see langword="false"/> if it was read, or is one too many.
    /// </returns>
    public bool TryAdd(string token) => _read.Count < MaxPages - 1 && _read.Add(token);
}
