using Fw24.Operations.Aws;
using Fw24.Operations.Manifests.Resources;

namespace Fw24.Operations.Status.Inspections;

/// <summary>Compares a function's event source mapping with that of the manifest.</summary>
internal static class MappingComparison
{
    /// <summary>Compares a mapping.</summary>
    /// <param name="findings">The findings about the function.</param>
    /// <param name="stated">The mapping as the manifest has it.</param>
    /// <param name="mappings">The function's mappings.</param>
    /// <returns>The mapping; <see langword="null"/> if there is none of the source.</returns>
    public static MappingState? Compare(Findings findings, ManifestEventSource stated, IReadOnlyList<LambdaMapping> mappings)
    {
        // A stream that was turned off and on again leaves the mapping of the old one.
        var found = mappings.Where(mapping => stated.IsSource(mapping.EventSourceArn))
            .OrderByDescending(static mapping => mapping.State is "Enabled")
            .FirstOrDefault();
        if (found is null)
        {
            findings.Drift.Add($"has no event source mapping from {stated.Source}");
            return null;
        }

        Look(findings, found);
        findings.Compare("BatchSize", found.BatchSize, stated.BatchSize);
        findings.Compare(
            "MaximumBatchingWindowInSeconds", found.MaximumBatchingWindowInSeconds ?? 0, stated.MaxBatchingWindowSeconds);
        findings.Compare(
            "ReportBatchItemFailures", found.FunctionResponseTypes?.Contains("ReportBatchItemFailures") is true, true);
        if (!Filters(found).SequenceEqual(stated.Filters.Order(StringComparer.Ordinal)))
        {
            findings.Drift.Add("the filters of its event source mapping are not those of the manifest");
        }

        if (stated.Queue is null)
        {
            CompareStream(findings, stated, found);
        }
        else
        {
            findings.Compare("MaximumConcurrency", found.ScalingConfig?.MaximumConcurrency, stated.MaxConcurrency);
        }

        return new MappingState(found.Id, found.EventSourceArn, found.State, found.LastProcessingResult);
    }

    private static void Look(Findings findings, LambdaMapping found)
    {
        if (found.State is not ("Enabled" or "Enabling" or "Creating" or "Updating"))
        {
            var reason = found.StateTransitionReason is { Length: > 0 } text ? $": {text}" : "";
            findings.Problems.Add($"its event source mapping is {found.State ?? "in no state"}{reason}");
        }

        // OK, No records processed, PROBLEM: …
        if (found.LastProcessingResult?.StartsWith("PROBLEM", StringComparison.Ordinal) is true)
        {
            findings.Problems.Add($"its event source mapping reports {found.LastProcessingResult}");
        }
    }

    private static void CompareStream(Findings findings, ManifestEventSource stated, LambdaMapping found)
    {
        findings.Compare("ParallelizationFactor", found.ParallelizationFactor ?? 1, stated.ParallelizationFactor ?? 1);
        findings.Compare("MaximumRetryAttempts", found.MaximumRetryAttempts ?? -1, stated.RetryAttempts ?? -1);
        findings.Compare("MaximumRecordAgeInSeconds", found.MaximumRecordAgeInSeconds ?? -1, stated.MaxRecordAgeSeconds ?? -1);
        findings.Compare("BisectBatchOnFunctionError", found.BisectBatchOnFunctionError ?? false, stated.BisectBatchOnError);
        var destination = found.DestinationConfig?.OnFailure?.Destination;
        if (stated.FailedRecords is null)
        {
            findings.Compare("its on-failure destination", destination?.Split(':')[^1], stated.OnFailure);
        }
        else if (destination?.Contains(":s3:", StringComparison.Ordinal) is not true)
        {
            // The bucket has its name from AWS.
            findings.Compare("its on-failure destination", destination?.Split(':')[^1], $"the bucket {stated.FailedRecords}");
        }
    }

    private static IEnumerable<string> Filters(LambdaMapping mapping)
        => (mapping.FilterCriteria?.Filters ?? []).Select(static filter => filter.Pattern ?? "").Order(StringComparer.Ordinal);
}
