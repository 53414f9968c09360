using Amazon.Runtime;
using Fw24.Operations.Aws;
using Fw24.Operations.Manifests.Resources;

namespace Fw24.Operations.Status.Inspections;

/// <summary>Compares functions and their event source mappings with those of the manifest.</summary>
/// <param name="configure">Changes the client's settings.</param>
internal sealed class FunctionInspection(Action<ClientConfig>? configure) : IDisposable
{
    // Lambda serves 15 control plane requests per second.
    private readonly SemaphoreSlim _concurrency = new(4);
    private readonly LambdaClient _client = new(configure);

    /// <summary>Reads a function.</summary>
    /// <param name="function">The function as the manifest has it.</param>
    /// <param name="source">Its event source as the manifest has it; <see langword="null"/> if it has none.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The function without its metrics, and its ARN.</returns>
    public async Task<(FunctionState State, string? Arn)> ReadAsync(
        ManifestFunction function, ManifestEventSource? source, CancellationToken cancellationToken)
    {
        await _concurrency.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await InspectAsync(function, source, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _concurrency.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _concurrency.Dispose();
    }

    private async Task<(FunctionState State, string? Arn)> InspectAsync(
        ManifestFunction function, ManifestEventSource? source, CancellationToken cancellationToken)
    {
        var findings = new Findings();
        MappingState? mapping = null;
        var (isKnown, found) = await findings.AskAsync(
            "its state and configuration",
            "lambda:GetFunctionConfiguration",
            () => _client.GetFunctionAsync(function.Name, cancellationToken)).ConfigureAwait(false);
        if (isKnown && found is null)
        {
            findings.Drift.Add("does not exist");
        }
        else
        {
            if (found is not null)
            {
                Look(findings, found);
                Compare(findings, function, found);
            }

            await CompareConcurrencyAsync(findings, function, cancellationToken).ConfigureAwait(false);
            mapping = source is null ? null : await MappingAsync(findings, source, cancellationToken).ConfigureAwait(false);
        }

        var state = new FunctionState
        {
            Name = function.Name,
            Function = function.Function,
            State = found?.State,
            LastUpdate = found?.LastUpdateStatus,
            Mapping = mapping,
        };
        return (findings.Complete(state), found?.FunctionArn);
    }

    private static void Look(Findings findings, LambdaFunction found)
    {
        if (found.State is not "Active")
        {
            findings.Problems.Add($"is {found.State ?? "in no state"}{Because(found.StateReason)}");
        }

        if (found.LastUpdateStatus is "Failed")
        {
            findings.Problems.Add($"its last update failed{Because(found.LastUpdateStatusReason)}");
        }
    }

    private static void Compare(Findings findings, ManifestFunction function, LambdaFunction found)
    {
        findings.Compare("Runtime", found.Runtime, function.Runtime);
        findings.Compare("Handler", found.Handler, function.Handler);
        findings.Compare("Architectures", found.Architectures is [var one, ..] ? one : null, function.Architecture);
        findings.Compare("MemorySize", found.MemorySize, function.MemoryMegabytes);
        findings.Compare("Timeout", found.Timeout, function.TimeoutSeconds);
        if (found.Environment?.Error is { } error)
        {
            findings.NotKnown.Add($"its variables ({error.ErrorCode ?? "Lambda cannot read them"})");
            return;
        }

        CompareVariables(findings, function.Environment, found.Environment?.Variables ?? new Dictionary<string, string>());
    }

    // A variable's value may be a secret: only its name is shown.
    private static void CompareVariables(
        Findings findings, IReadOnlyDictionary<string, ManifestVariable> stated, IReadOnlyDictionary<string, string> found)
    {
        foreach (var (name, value) in stated)
        {
            if (found.GetValueOrDefault(name) is not { } text)
            {
                findings.Drift.Add($"the variable {name} of the manifest does not exist");
            }
            else if (!value.IsValue(text))
            {
                findings.Drift.Add($"the variable {name} has another value than in the manifest");
            }
        }

        findings.Drift.AddRange(found.Keys.Where(name => !stated.ContainsKey(name)).Order(StringComparer.Ordinal)
            .Select(static name => $"the variable {name} is not in the manifest"));
    }

    private async Task CompareConcurrencyAsync(Findings findings, ManifestFunction function, CancellationToken cancellationToken)
    {
        var (isKnown, reserved) = await findings.AskAsync(
            "its reserved concurrency",
            "lambda:GetFunctionConcurrency",
            () => _client.GetReservedConcurrencyAsync(function.Name, cancellationToken)).ConfigureAwait(false);
        if (isKnown)
        {
            findings.Compare("ReservedConcurrentExecutions", reserved, function.ReservedConcurrency);
        }
    }

    private async Task<MappingState?> MappingAsync(
        Findings findings, ManifestEventSource source, CancellationToken cancellationToken)
    {
        var (_, mappings) = await findings.AskAsync(
            "its event source mapping",
            "lambda:ListEventSourceMappings",
            () => _client.ListMappingsAsync(source.Function, cancellationToken)).ConfigureAwait(false);
        return mappings is null ? null : MappingComparison.Compare(findings, source, mappings);
    }

    private static string Because(string? reason) => reason is null ? "" : $": {reason}";
}
