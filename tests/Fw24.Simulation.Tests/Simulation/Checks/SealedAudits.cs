using Fw24.Audit;
using Fw24.Local;
using Fw24.Model;
using Fw24.Seals;

namespace Fw24.Simulation.Checks;

/// <summary>Checks the log that seals the audits: it is one log, and has every record as it is stored.</summary>
internal static class SealedAudits
{
    /// <summary>Seals what is left, without faults, and verifies all records.</summary>
    public static async Task<IEnumerable<Finding>> CheckAsync(LocalCloud cloud, AppModel app, CancellationToken cancellationToken)
    {
        var seals = cloud.Seals();
        _ = await new LogSealer(seals.Store, seals.Signer, seals.Key.Name, time: cloud.Time).SealAsync(cancellationToken);
        var tables = app.Tables.Where(static table => table.Audit is { Sealed: true }).ToList();
        var records = tables.SelectMany(table => AuditRecords.Of(cloud, table).Entries).ToList();
        if (records.Count == 0)
        {
            return [];
        }

        var verification = await new AuditVerifier(await seals.OpenAsync(cancellationToken), cloud.Time).VerifyAsync(
            records.ToAsyncEnumerable(),
            [.. tables.Select(static table => table.Name)],
            DateTimeOffset.MinValue,
            DateTimeOffset.MaxValue,
            cancellationToken);
        var findings = verification.Findings.Select(static finding => new Finding(FindingKind.Seal, finding.ToString()));
        return verification.Unsealed + verification.Unproved == 0
            ? findings
            : findings.Append(new Finding(FindingKind.Seal, $"{verification.Unsealed + verification.Unproved} records are not in the log"));
    }
}
