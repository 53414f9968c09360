using Fw24.Audit;
using Fw24.Model;
using Fw24.Operations.Manifests.Resources;

namespace Fw24.Operations.Status.Inspections;

/// <summary>Counts the gaps of audit trails by the audits' own index, which is exact.</summary>
/// <param name="model">The app.</param>
/// <param name="audit">The reader of its audit.</param>
internal sealed class GapInspection(AppModel model, IAuditReader audit)
{
    /// <summary>Completes functions with the gaps of their audits, where the audit finds records by time.</summary>
    /// <param name="app">The app as the manifest has it.</param>
    /// <param name="functions">The functions, in the manifest's order.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<IReadOnlyList<FunctionState>> CompleteAsync(
        ManifestApp app, IReadOnlyList<FunctionState> functions, CancellationToken cancellationToken)
    {
        var tables = model.Tables
            .Where(static table => table.Audit is { LoggerType: AuditLoggerType.DynamoDb } audit
                && audit.Queries.HasFlag(AuditQueries.Time))
            .ToDictionary(static table => table.AuditFunction, static table => table.Name, StringComparer.Ordinal);
        List<FunctionState> completed = [];
        foreach (var (function, state) in app.Functions.Zip(functions))
        {
            completed.Add(tables.TryGetValue(function.Function, out var table)
                ? await CountAsync(state, table, cancellationToken).ConfigureAwait(false)
                : state);
        }

        return completed;
    }

    private async Task<FunctionState> CountAsync(FunctionState state, string table, CancellationToken cancellationToken)
    {
        var findings = new Findings();
        var (isKnown, count) = await findings.AskAsync(
            "its gaps",
            "dynamodb:Query",
            async () => await audit.MissingAsync(table).CountAsync(cancellationToken).ConfigureAwait(false))
            .ConfigureAwait(false);
        return isKnown
            ? state with
            {
                Gaps = new GapCount(count, IsExact: true),
                Problems = count == 0 ? state.Problems : [.. state.Problems, $"records of items in {table} are missing"],
            }
            : state with { NotKnown = [.. state.NotKnown, .. findings.NotKnown] };
    }
}
