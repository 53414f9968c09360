using Fw24.Audit.Records;
using Fw24.Local.Logs;
using Fw24.Local.Messaging;
using Fw24.Local.Seals;
using Fw24.Tables;

namespace Fw24.Local.Functions;

/// <summary>The services of the cloud that functions call.</summary>
internal sealed class CloudServices
{
    public required ICloudMessaging Messaging { get; init; }

    public required IItemStore Store { get; init; }

    public required LogGroupStore LogGroups { get; init; }

    /// <summary>The buckets of the logs that seal audits, by name.</summary>
    public required IReadOnlyDictionary<string, LocalSealStore> SealLogs { get; init; }

    public required LocalLogSigner SealSigner { get; init; }

    /// <summary>The source of the salts of audit records.</summary>
    public required SaltSource.Filler Salts { get; init; }

    public required ParkedRecords Parked { get; init; }

    public required ConsoleOutput Console { get; init; }
}
