using System.Globalization;
using System.Text;
using Fw24.Audit;
using Fw24.Audit.Proof;
using Fw24.Audit.Records;
using Fw24.Model;
using Fw24.Runtime.Tests.Seals;
using Fw24.Seals;

namespace Fw24.Integration.Tests.Seals;

/// <summary>A sealed audit of 700 records in a folder, among them some with values that are hard to read.</summary>
internal sealed class SealedRecords : IAuditSink, IDisposable
{
    private const int Round = 60;

    // The vector of docs/reference/formats.md.
    private const string Vector = """
        {"schema":"fw24.audit/2","id":"1","time":"2026-03-05T10:05:01Z","recordedAt":"2026-03-05T10:05:03.5000000Z","app":"shop","table":"orders","entity":"Order","operation":"modify","key":{"Id":"a\"\\\u0001","zone":-0.5},"changes":{"Notes":{"old":{"$ss":["a","b"]}},"Paid":{"old":null,"new":true},"😀":{"new":{"a":[1,{}],"b":{"$b":"AAH/"}}}},"redacted":["Secret"],"actor":"u-7","actorKind":"writer","reason":"é","fields":{"a":"1","b":"2"},"origin":"application","sequence":"7","trace":"t","salt":"AAECAwQFBgcICQoLDA0ODw","commitment":"W_FE6V0QEGet058Fc5B-byzcBFNGpE96Gh4KL2_WBaY"}
        """;

    // Attributes in DynamoDB JSON, those of an item in each line.
    private const string Strange = """
        "n":{"N":"99999999999999999999999999999999999999"},"m":{"N":"-0.00000000000000000000000000000000000001"}
        "n":{"N":"1E+100"},"m":{"N":"-1.5E-130"},"o":{"N":"9.9999999999999999999999999999999999999E+125"}
        "n":{"N":"0"},"m":{"N":"-0"},"o":{"N":"100000000000000000000000000000000000000"},"p":{"N":"1E38"},"q":{"N":"1e37"},"r":{"N":"1.50"}
        "n":{"N":"0.1234567890123456789012345678901234567"},"m":{"N":"0.012345678901234567890123456789012345678"}
        "9007199254740993":{"N":"9007199254740993"},"10":{"S":"ten"},"9":{"S":"nine"},"__proto__":{"M":{"constructor":{"S":""}}}
        "😀":{"S":"👩‍👩‍👧"},"\uFF5E":{"S":"~"},"\uD800\uDC00":{"S":"𐀀"},"é":{"S":"e\u0301"},"\u007F\u0085\u2028\u202E":{"S":"\u0000\u001f\u2029\u200f"}
        "a.b[0]":{"S":"\\ \" / \b\f\n\r\t \u0007"},"":{"S":"x"},"\"":{"S":"\\\\\""},"x:":{"S":"\": {\"a\":1}"}
        "s":{"SS":["b","a","😀","\uFF5E","","B"]},"n":{"NS":["10","9","-3","-20","0","1.50","1E+100","-1E-100","0.5"]},"b":{"BS":["AAH/","AA==","AAE="]}
        "m":{"M":{"b":{"L":[]},"a":{"M":{}},"B":{"L":[{"NULL":true},{"BOOL":false},{"L":[{"N":"1"}]}]}}},"b":{"B":""}
        "m":{"M":{"$m":{"S":"x"}}},"n":{"M":{"$ss":{"L":[{"S":"a"}]}}},"o":{"M":{"$b":{"M":{"$x":{"N":"1"}}}}},"p":{"M":{"$a":{"S":"1"},"b":{"S":"2"}}}
        "fw24:because":{"M":{"nonce":{"S":"00000000000000000000000000000001"},"reason":{"S":"\"why\" 😀\u2028"},"fields":{"M":{"ticket":{"S":"4711"},"\uFF5E":{"S":"1"},"😀":{"S":"2"}}}}}
        """;

    private static readonly string[] s_strange = [.. Strange.Split('\n'), $"\"deep\":{Deep(31)}"];

    private static readonly TableModel s_table = new()
    {
        Name = "orders",
        PartitionKey = new KeyAttribute("Id", KeyType.String),
        SortKey = new KeyAttribute("At", KeyType.Number),
        Entities = [new Order { Name = "Order", Actor = "By" }],
        Stream = new StreamEnabledAttribute(),
        Audit = new AuditAttribute(AuditLoggerType.Cloudwatch) { Sealed = true },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("fw24-seals-").FullName;
    private readonly LocalSigner _signer = new();
    private readonly Clock _time = new();
    private readonly List<AuditRecord> _stored = [];

    private SealedRecords() => Key = _signer.KeyOf("shop.example/log");

    /// <summary>The log's key.</summary>
    public LogKey Key { get; }

    /// <summary>The folder with the log.</summary>
    public string Folder => _folder;

    /// <summary>Proofs of all strange records and of one of each round, with the records as an export has them.</summary>
    public List<(string Proof, string Record)> Proofs { get; } = [];

    /// <summary>Seals records.</summary>
    /// <param name="count">
    /// The number of records, besides the vector of the documentation, which is the first entry and the last proof.
    /// </param>
    public static async Task<SealedRecords> CreateAsync(int count = 700)
    {
        var records = new SealedRecords();
        await records.SealAsync(count);
        return records;
    }

    /// <summary>Signs the checkpoint of a proof as that of another log.</summary>
    public async Task<string> SignAsOtherAsync(string proof)
    {
        var start = proof.IndexOf($"\n\n{Key.Name}\n", StringComparison.Ordinal) + 2;
        var lines = proof[start..].Split('\n');
        var body = $"other\n{lines[1]}\n{lines[2]}\n";
        return proof[..start] + SignedNote.Sign(body, Key, (await _signer.SignAsync(Encoding.UTF8.GetBytes(body), default)).Span);
    }

    /// <summary>Exports the records, as an auditor receives them.</summary>
    public async Task ExportAsync(string folder)
    {
        var lines = string.Join('\n', _stored.Select(static record => Encoding.UTF8.GetString(record.Json.Span)));
        var app = new AppModel { Name = "shop", Tables = [s_table], Handlers = [] };
        using var reader = AuditReader.FromLines(app, () => new MemoryStream(Encoding.UTF8.GetBytes(lines)));
        var records = reader.Changes("orders").Between(Clock.Start, Clock.Start.AddSeconds(_stored.Count));
        await new AuditExporter(folder, time: _time).ExportAsync(records);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        _stored.AddRange(records);
        return new([]);
    }

    private async Task SealAsync(int count)
    {
        var store = new FolderSealStore(_folder);
        var sealer = new LogSealer(store, _signer, Key.Name, time: _time);
        var sink = new SealedAuditSink(this, s_table, store);
        var salt = 0;
        using var writer = new AuditRecordWriter("shop", s_table, _time, new SaltSource(bytes => bytes.Fill((byte)salt++)));
        var vector = AuditEntry.Parse(Encoding.UTF8.GetBytes(Vector));
        await PendingEntries.AddAsync(store, [SealOf(vector)], default);
        for (var number = 0; number < count; number++)
        {
            await sink.StoreAsync([writer.Write(ChangeOf(number))], default);
            if (number % Round == Round - 1 || number == count - 1)
            {
                _time.Now += TimeSpan.FromMinutes(5);
                Assert.Equal(1, (await sealer.SealAsync()).Rounds);
            }
        }

        var log = await SealedLog.OpenAsync(store, Key);
        var proved = _stored.Where(static (_, number) => StrangeOf(number) is not null || number % Round == 7);
        foreach (var record in proved.Select(static record => AuditEntry.Parse(record.Json.Span)).Append(vector))
        {
            var proof = await AuditProof.CreateAsync(log, record);
            Assert.NotNull(proof);
            proof.Verify(record, Key);
            Proofs.Add((proof.ToString(), Encoding.UTF8.GetString(record.ToJson().Span)));
        }
    }

    private static string? StrangeOf(int number) => number % 29 == 5 ? s_strange[number / 29 % s_strange.Length] : null;

    private static StreamRecord ChangeOf(int number)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"\"Id\":{{\"S\":\"item-{number % 9}\"}},\"At\":{{\"N\":\"-{number}.50\"}}");
        var attributes = StrangeOf(number)
            ?? string.Create(CultureInfo.InvariantCulture, $"\"By\":{{\"S\":\"u-{number}\"}},\"v\":{{\"N\":\"{number}\"}}");
        return new StreamRecord
        {
            EventId = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event-{number}")),
            SequenceNumber = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number + 1}00000000000000000000")),
            ChangedAt = Clock.Start.AddSeconds(number),
            Operation = ChangeOperations.Insert,
            Origin = ChangeOrigin.Application,
            Keys = ImageOf(key),
            NewImage = ImageOf($"{key},{attributes}"),
        };
    }

    private static SealEntry SealOf(AuditEntry record) => new()
    {
        Schema = SealEntry.RecordSchema, Table = record.Table, Id = record.EventId, Time = record.Time, Commitment = record.Commitment!,
    };

    private static ItemImage ImageOf(string attributes) => new(Encoding.UTF8.GetBytes($"{{{attributes.Trim()}}}"));

    private static string Deep(int levels) => levels == 0
        ? """{"S":"x"}"""
        : levels % 2 == 0 ? $$$"""{"L":[{{{Deep(levels - 1)}}}]}""" : $$$$"""{"M":{"$m":{{{{Deep(levels - 1)}}}}}}""";

    private sealed class Order : EntityModel
    {
        public override Type Type => typeof(object);

        internal override void Accept(IEntityVisitor visitor) => throw new NotSupportedException();
    }

    private sealed class Clock : TimeProvider
    {
        public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 5, 0, TimeSpan.Zero);

        public DateTimeOffset Now { get; set; } = Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
