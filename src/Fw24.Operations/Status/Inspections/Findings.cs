using System.Globalization;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;

namespace Fw24.Operations.Status.Inspections;

/// <summary>Gathers what an inspection finds about a resource, and goes on when a call is refused.</summary>
internal sealed class Findings
{
    private const string Malformed = "not a response of the service";

    /// <summary>The conditions that wait for an operator.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The differences.</summary>
    public List<string> Drift { get; } = [];

    /// <summary>The facts that AWS did not tell.</summary>
    public List<string> NotKnown { get; } = [];

    /// <summary>Calls AWS. If it refuses, or its endpoint does not know the service, the fact is not known.</summary>
    /// <typeparam name="T">The response.</typeparam>
    /// <param name="fact">The fact that the call tells, such as <c>its configuration</c>.</param>
    /// <param name="action">The call, in the terms of IAM.</param>
    /// <param name="call">Calls AWS.</param>
    /// <returns>Indicates whether the call succeeded, and its response.</returns>
    public async Task<(bool IsKnown, T? Response)> AskAsync<T>(string fact, string action, Func<Task<T>> call)
    {
        try
        {
            return (true, await call().ConfigureAwait(false));
        }
        catch (Exception exception) when (ReasonOf(exception) is { } reason)
        {
            NotKnown.Add($"{fact} ({action}: {reason})");
            return (false, default);
        }
    }

    /// <summary>Reads a fact of a response. If its text is malformed, the fact is not known.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="read">Reads it.</param>
    public void Read(string fact, Action read)
    {
        try
        {
            read();
        }
        catch (Exception exception) when (exception is JsonException or FormatException or OverflowException
            or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            NotKnown.Add($"{fact} ({Malformed})");
        }
    }

    /// <summary>Compares a setting with that of the manifest.</summary>
    /// <param name="setting">The setting, such as <c>Timeout</c>.</param>
    /// <param name="found">The deployed value; <see langword="null"/> for none.</param>
    /// <param name="stated">The manifest's value; <see langword="null"/> for none.</param>
    public void Compare<T>(string setting, T? found, T? stated)
    {
        if (!EqualityComparer<T>.Default.Equals(found, stated))
        {
            Drift.Add($"{setting} is {Text(found)}, and {Text(stated)} in the manifest");
        }
    }

    /// <summary>Returns a resource with the findings about it.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="state">The resource.</param>
    public T Complete<T>(T state)
        where T : ResourceState
    {
        ResourceState found = state;
        return (T)(found with { Problems = [.. Problems], Drift = [.. Drift], NotKnown = [.. NotKnown] });
    }

    // Without credentials or a region nothing is known, and the command ends: that is no AmazonServiceException.
    private static string? ReasonOf(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: { Length: > 0 } code } => code,
        AmazonServiceException { StatusCode: not 0 and var status } => $"HTTP {(int)status}",
        TimeoutException => "no response",
        HttpRequestException request => request.HttpRequestError.ToString(),
        AmazonServiceException or JsonException or XmlException or FormatException => Malformed,
        _ => null,
    };

    private static string Text<T>(T? value) => value is null ? "none" : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
