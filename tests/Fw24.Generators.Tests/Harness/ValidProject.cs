using System.Globalization;
using System.Text;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Writes projects of many entities, with handlers, in which nothing is wrong: settings lie anywhere within AWS's limits, their ends included.</summary>
internal static class ValidProject
{
    private static readonly string[] Properties =
    [
        "public string? Text { get; init; }",
        "public required decimal Price { get; init; }",
        "public IReadOnlyList<string> Tags { get; init; } = [];",
        "public HashSet<long>? Numbers { get; init; }",
        "public Dictionary<string, byte[]>? Files { get; init; }",
        "public Money? Total { get; init; }",
        "public bool? IsOpen { get; set; }",
        "[AuditIgnore] public DateTimeOffset TouchedAt { get; init; }",
        "[Sensitive] public string? Email { get; init; }",
        "[Sensitive(Redaction.Hmac)] public required string Phone { get; init; }",
        "[DynamoIgnore] public object? Cached { get; set; }",
        "[DynamoAttribute(\"a b\")] public DayOfWeek Day { get; init; }",
        "[TimeToLive] public DateTimeOffset? ExpiresAt { get; init; }",
        "[Version] public long Version { get; init; }",
        "[AuditActor] public string? By { get; init; }",
    ];

    private static readonly string[] Keys =
    [
        "[PartitionKey] public required string Id { get; init; }",
        "[PartitionKey] public required int Id { get; init; }",
        "[PartitionKey] public Guid Id { get; init; }",
        "[PartitionKey] public byte[] Id { get; init; } = [];",
        "[PartitionKey] public string Id => $\"ORDER#{Number}\"; public required int Number { get; init; }",
    ];

    private static readonly string[] Audits =
    [
        "", "", "",
        "[Audit(AuditLoggerType.Cloudwatch, Retention = AuditRetention.TenYears, Region = \"us-gov-west-1\")]",
        "[Audit(AuditLoggerType.Console, BatchSize = 10)]",
        "[Audit(AuditLoggerType.DynamoDb, AuditTableName = \"trail\", TimeToLiveDays = 3650)]",
        "[Audit(AuditLoggerType.Cloudwatch, VisibilityTimeoutSeconds = 43200, MaxReceiveCount = 1000, QueueRetentionDays = 14)]",
    ];

    /// <summary>Writes a project.</summary>
    public static string Source(Random random, int entities)
    {
        var source = new StringBuilder("using Fw24;\nnamespace Shop;\npublic sealed record Money(decimal Amount, string Currency);\n");
        for (var number = 0; number < entities; number++)
        {
            Entity(source, random, number.ToString(CultureInfo.InvariantCulture));
        }

        return source.ToString();
    }

    private static void Entity(StringBuilder source, Random random, string number)
    {
        var isFifo = random.Next(2) is 0;
        source.AppendLine(CultureInfo.InvariantCulture, $"[DynamoTable(\"table-{number}\")]");
        source.AppendLine(CultureInfo.InvariantCulture, $"[StreamEnabled(Fifo = {(isFifo ? "true" : "false")}, BatchSize = {Any(1, 10_000)}, ParallelizationFactor = {Any(1, 10)}, MaxRecordAgeSeconds = {Any(60, 86_400)}, RetryAttempts = {Any(-1, 10_000)})]");
        source.AppendLine(Audits[random.Next(Audits.Length)]);
        source.AppendLine(CultureInfo.InvariantCulture, $"public sealed class Entity{number}");
        source.AppendLine("{");
        source.AppendLine("    " + Keys[random.Next(Keys.Length)]);
        foreach (var property in Properties.Where(_ => random.Next(2) is 0))
        {
            source.AppendLine("    " + property);
        }

        source.AppendLine("}");
        var window = isFifo ? 0 : Any(1, 300);
        source.AppendLine(CultureInfo.InvariantCulture, $"[ChangeQueue(BatchSize = {Any(1, isFifo ? 10 : 10_000)}, MaxBatchingWindowSeconds = {window}, VisibilityTimeoutSeconds = {(random.Next(2) is 0 ? 0 : 180 + window)}, RetentionDays = {Any(1, 14)}, MaxReceiveCount = {Any(1, 1000)}, Parallelism = {Any(1, 10_000)}, ExpectedSeconds = 0)]");
        source.AppendLine(CultureInfo.InvariantCulture, $$"""
            public sealed class Handler{{number}} : Entity{{number}}ChangeHandler
            {
                protected override Task OnRemovedAsync(Entity{{number}}Change.Removed change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """);

        // The ends of a range are where mistakes are.
        int Any(int least, int greatest) => random.Next(4) switch
        {
            0 => least,
            1 => greatest,
            _ => random.Next(least, greatest),
        };
    }
}
