using System.Globalization;
using System.Text;

namespace Fw24.Generators.Tests.Harness;

/// <summary>Writes valid projects of many entities with handlers, with settings anywhere within AWS's limits, including their bounds.</summary>
internal static class ValidProject
{
    // The types of properties.
    private const string Types = """
        public sealed record Money(decimal Amount, string Currency);
        public sealed record Box<T>(T Value);
        public class OpenBox<T> { public T? Value { get; set; } public List<Box<T>> Boxes { get; set; } = []; }
        public readonly record struct Email(string Value) { public static implicit operator Email(string value) => new(value.Trim()); }
        public readonly struct Point { public int X { get; init; } public int Y { get; init; } }
        public sealed record Period(DateTime? From, DateTime? To, Point? Start, Point? End);
        public record Payment { public decimal Amount { get; init; } public Email? Receipt { get; init; } }
        public sealed class Person { public required string Name { get; init; } public Person? Parent { get; init; } public List<Person> Children { get; init; } = []; }
        public abstract class Titled { public string Title { get; set; } = "none"; }
        public sealed class Chapter : Titled { [Obsolete("For serializers.")] public Chapter() { } [Obsolete] public int Pages { get; set; } }
        [Obsolete] public enum Grade { Low, High }
        public enum State { Open, [Obsolete("Use Open.")] Started, [System.Diagnostics.CodeAnalysis.Experimental("SHOP01")] Halted, Closed }
        #nullable disable
        public class Note { public string Text { get; set; } public List<string> Words { get; set; } public Dictionary<string, Note> Others { get; set; } }
        #nullable restore
        #pragma warning disable CS0612, SHOP02
        [System.Diagnostics.CodeAnalysis.Experimental("SHOP02")] public sealed record Trial(int Number);

        """;

    private static readonly string[] s_properties =
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
        "[Sensitive(Redaction.Hmac, Scope = \"iban\")] public string? Iban { get; init; }",
        "[DynamoIgnore] public object? Cached { get; set; }",
        "[DynamoAttribute(\"a b\")] public DayOfWeek Day { get; init; }",
        "[TimeToLive] public DateTimeOffset? ExpiresAt { get; init; }",
        "[Version] public long Version { get; init; }",
        "[AuditActor] public string? By { get; init; }",
        "[WriteRegion] public string? WrittenIn { get; init; }",
        "[TraceParent] public string? Trace { get; init; }",
        "public Email? Mail { get; init; }",
        "public List<Email?> Mails { get; init; } = [];",
        "public IReadOnlyDictionary<string, Email?>? MailsByName { get; init; }",
        "public ReadOnlyMemory<byte>? Blob { get; init; }",
        "public List<ReadOnlyMemory<byte>?>? Blobs { get; init; }",
        "public Period? Period { get; init; }",
        "public Box<string>? Box { get; init; }",
        "public Box<string?>? NullableBox { get; init; }",
        "public Box<List<string?>>? ListBox { get; init; }",
        "public OpenBox<string>? OpenBox { get; init; }",
        "public OpenBox<Box<int?>>? Boxes { get; set; }",
        "public Point? Point { get; set; }",
        "public Point[] Points { get; set; } = [];",
        "public required Payment Payment { get; init; }",
        "public List<Payment?>? Payments { get; init; }",
        "public Dictionary<string, Payment>? PaymentsByName { get; private set; }",
        "public Person? Person { get; init; }",
        "public Chapter? Chapter { get; init; }",
        "[Obsolete(\"Use Text.\")] public string? OldText { get; set; }",
        "[Obsolete(\"Use Text.\", DiagnosticId = \"SHOP03\")] public string? OlderText { get; set; }",
        "[System.Diagnostics.CodeAnalysis.Experimental(\"SHOP04\")] public int? NewNumber { get; set; }",
        "public List<Trial>? Trials { get; init; }",
        "public State State { get; set; }",
        "public Dictionary<string, State?>? States { get; set; }",
        "public HashSet<Grade>? Grades { get; set; }",
        "public Note? Note { get; set; }",
        "public HashSet<Uri> Links { get; init; } = [];",
        "public ISet<DateTimeOffset>? Times { get; init; }",
        "public System.Collections.Immutable.ImmutableHashSet<DateTime>? Dates { get; init; }",
        "public SortedSet<byte[]>? Hashes { get; init; }",
        "public System.Collections.Frozen.FrozenSet<Uri>? FrozenLinks { get; init; }",
        "public System.Collections.Immutable.ImmutableSortedSet<DateTimeOffset>? SortedTimes { get; init; }",
        "public DateTimeOffset? SeenAt { get; init; }",
        "public List<DateTime?>? SeenDates { get; init; }",
        "public System.Collections.Immutable.ImmutableArray<string?> Lines { get; init; } = [];",
        "public SortedDictionary<string, List<int?>>? Numbered { get; init; }",
        "public double? Rate { get; init; }",
        "public uint[]? Counts { get; init; }",
    ];

    private static readonly string[] s_keys =
    [
        "[PartitionKey] public required string Id { get; init; }",
        "[PartitionKey] public required int Id { get; init; }",
        "[PartitionKey] public Guid Id { get; init; }",
        "[PartitionKey] public byte[] Id { get; init; } = [];",
        "[PartitionKey] public string Id => $\"ORDER#{Number}\"; public required int Number { get; init; }",
    ];

    private static readonly string[] s_audits =
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
        var source = new StringBuilder("using Fw24;\nnamespace Shop;\n" + Types);
        for (var number = 0; number < entities; number++)
        {
            Entity(source, random, number.ToString(CultureInfo.InvariantCulture));
        }

        return source.ToString();
    }

    /// <summary>Writes a project of one entity, with a property of each kind.</summary>
    public static string SourceOfAll()
        => $"using Fw24;\nnamespace Shop;\n{Types}[DynamoTable(\"table\")] [StreamEnabled] public sealed class Entity\n{{\n    {s_keys[0]}\n    {string.Join("\n    ", s_properties)}\n}}\n";

    private static void Entity(StringBuilder source, Random random, string number)
    {
        var isFifo = random.Next(2) is 0;
        source.AppendLine(CultureInfo.InvariantCulture, $"[DynamoTable(\"table-{number}\")]");
        source.AppendLine(CultureInfo.InvariantCulture, $"[StreamEnabled(Fifo = {(isFifo ? "true" : "false")}, BatchSize = {Any(1, 10_000)}, ParallelizationFactor = {Any(1, 10)}, MaxRecordAgeSeconds = {Any(60, 86_400)}, RetryAttempts = {Any(-1, 10_000)})]");
        source.AppendLine(s_audits[random.Next(s_audits.Length)]);
        source.AppendLine(CultureInfo.InvariantCulture, $"public sealed class Entity{number}");
        source.AppendLine("{");
        source.AppendLine("    " + s_keys[random.Next(s_keys.Length)]);
        foreach (var property in s_properties.Where(_ => random.Next(6) is 0))
        {
            source.AppendLine("    " + property);
        }

        source.AppendLine("}");
        var window = isFifo ? 0 : Any(1, 300);
        source.AppendLine(CultureInfo.InvariantCulture, $"[ChangeQueue(BatchSize = {Any(1, isFifo ? 10 : 10_000)}, MaxBatchingWindowSeconds = {window}, VisibilityTimeoutSeconds = {(random.Next(2) is 0 ? 0 : 180 + window)}, RetentionDays = {Any(1, 14)}, DelaySeconds = {Any(0, 900)}, MaxReceiveCount = {Any(1, 1000)}, Parallelism = {Any(1, 10_000)}, ExpectedSeconds = 0)]");
        source.AppendLine(CultureInfo.InvariantCulture, $$"""
            public sealed class Handler{{number}} : Entity{{number}}ChangeHandler
            {
                protected override Task OnRemovedAsync(Entity{{number}}Change.Removed change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """);

        // The bounds of a range are tested most often.
        int Any(int least, int greatest) => random.Next(4) switch
        {
            0 => least,
            1 => greatest,
            _ => random.Next(least, greatest),
        };
    }
}
