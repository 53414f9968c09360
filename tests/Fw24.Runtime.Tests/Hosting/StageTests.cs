using Fw24.Audit;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Runtime.Tests.Hosting;

/// <summary>A function of a stage, or on tables of other names: what it calls, and what it accepts.</summary>
public sealed class StageTests
{
    private static readonly EntityModel<Note> s_note = new()
    {
        Name = "Note",
        Read = static (ref item) =>
        {
            string? id = null;
            while (item.NextAttribute(out var name))
            {
                if (name.Is("Id"u8))
                {
                    id = item.ReadString();
                }
                else
                {
                    item.SkipValue();
                }
            }

            return new Note(id!);
        },
        Write = static (item, note) =>
        {
            item.WriteName("Id"u8);
            item.WriteString(note.Id);
        },
    };

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal)
    {
        [Fw24Variables.ParkingQueueUrl] = "https://sqs.eu-central-1.amazonaws.com/123456789012/parking",
        [Fw24Variables.TopicArn] = "arn:aws:sns:eu-central-1:123456789012:notes-stream-dev.fifo",
    };

    private readonly NamingStore _store = new();

    private static AppModel Model => new()
    {
        Name = "desk",
        Tables =
        [
            Notes(),
            new TableModel
            {
                Name = "others",
                PartitionKey = new KeyAttribute("Id", KeyType.String),
                Entities = [TestTables.Entity("Other")],
                Stream = new StreamEnabledAttribute(),
                Audit = new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "trail" },
            },
        ],
        Handlers = [],
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, "notes")]
    [InlineData("dev", null, "notes-dev")]
    [InlineData("dev", "notes=Old.Notes", "Old.Notes")]
    [InlineData(null, "others=x-y,notes=old_notes", "old_notes")]
    [InlineData("dev", "others=other", "notes-dev")]
    public async Task W7_a_table_is_called_by_its_name_in_AWS(string? stage, string? tables, string expected)
    {
        await using var app = Build(stage, tables);
        var notes = app.Services.GetRequiredService<ITable<Note>>();

        await notes.PutAsync(new Note("a"), Cancellation);
        await notes.CreateAsync(new Note("a"), Cancellation);
        await notes.ReplaceAsync(new Note("a"), Cancellation);
        await notes.WithoutVersioning().WithoutRedactionCheck().GetAsync(ItemWriter.ToItem(new Note("a"), s_note.Write), Cancellation);
        await notes.DeleteAsync(new Note("a"), Cancellation);
        await notes.DeleteAsync(ItemWriter.ToItem(new Note("a"), s_note.Write), Cancellation);
        await foreach (var _ in notes.QueryAsync(new ItemQuery("Id", "{\"S\":\"a\"}"u8.ToArray()), Cancellation))
        {
        }

        Assert.Equal(Enumerable.Repeat(expected, 7), _store.Tables);
    }

    [Theory]
    [InlineData(null, null, null, "notes")]
    [InlineData(null, "dev", null, "notes-dev")]
    [InlineData("prod", "dev", null, "notes-prod")]
    [InlineData("prod", null, "notes=Old.Notes", "Old.Notes")]
    public async Task Another_program_calls_a_table_by_its_name_in_AWS(string? given, string? stage, string? tables, string expected)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IItemStore>(_store);
        services.AddSingleton(Environment(stage, tables));
        await using var provider = services.AddFw24(Model, given).BuildServiceProvider();

        await provider.GetRequiredService<ITable<Note>>().PutAsync(new Note("a"), Cancellation);

        Assert.Equal([expected], _store.Tables);
    }

    [Fact]
    public void What_is_no_stage_is_refused_where_it_is_given()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddFw24(Model, "a.b"));

        Assert.Equal($"'a.b' is not a stage: it must be {DeployedName.StageForm}. (Parameter 'stage')", refusal.Message);
    }

    [Theory]
    [InlineData("notes-stream")]
    [InlineData("others-audit")]
    public async Task A_malformed_stage_or_list_of_tables_stops_every_function_at_start_by_name(string function)
    {
        const string Form = "a list of tables and their names, separated by commas (orders=old-orders,products=old-products).";
        await AssertRefusedAsync("a.b", null, $"FW24_STAGE is malformed: it must be {DeployedName.StageForm}.");
        foreach (var tables in new[] { "notes", "notes=", "=x", "notes=a=b", "notes=a,", "notes=a b", "notes=a,notes=b", "notes=arn:x" })
        {
            await AssertRefusedAsync(null, tables, $"FW24_TABLES is malformed: it must be {Form}");
        }

        await AssertRefusedAsync(
            "dev", "note=x", "FW24_TABLES names the table 'note', which the app does not have. Its tables are: notes, others.");

        async Task AssertRefusedAsync(string? stage, string? tables, string message)
        {
            await using var app = Build(stage, tables);
            var refusal = Assert.Throws<InvalidOperationException>(() => app.CreateFunction(function)).Message;
            Assert.Equal($"The environment variable {message}", refusal);
        }
    }

    [Theory]
    [InlineData("FW24_TOPIC_ARN", "arn:aws:sns:eu-central-1:123456789012:others-stream-dev", "notes", "others")]
    [InlineData("FW24_TABLE_ARN", "arn:aws:dynamodb:eu-central-1:123456789012:table/others-dev", "notes", "others")]
    [InlineData("FW24_AUDIT_TABLE", "notes-dev", "others", "notes")]
    public async Task X2_a_function_of_a_stage_is_not_made_on_what_is_another_tables(
        string variable, string value, string table, string owner)
    {
        _variables[variable] = value;
        await using var app = Build("dev", null);

        var function = variable is "FW24_AUDIT_TABLE" ? $"{table}-audit" : $"{table}-stream";
        var refusal = Assert.Throws<InvalidOperationException>(() => app.CreateFunction(function)).Message;
        Assert.Contains($"belongs to the table '{owner}', not to '{table}'", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev", null, "others-dev", "notes-dev", false)]
    [InlineData("dev", null, "others", "notes-dev", true)]
    [InlineData(null, "others=x", "x", "notes", false)]
    public async Task S10_a_record_of_another_table_of_the_stage_is_refused_without_an_ARN(
        string? stage, string? tables, string source, string own, bool isTaken)
    {
        var topic = new FakeTopic();
        await using var app = Build(stage, tables, services => services.AddSingleton<IChangePublisher>(topic));
        var function = app.CreateFunction("notes-stream");

        Assert.True(await TryAsync(own));
        Assert.Equal(isTaken, await TryAsync(source));

        async Task<bool> TryAsync(string table)
        {
            var before = topic.Messages.Count;
            var record = """{"eventID":"e-1","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-central-1","dynamodb":{"ApproximateCreationDateTime":1,"Keys":{"Id":{"S":"a"}},"NewImage":{"Id":{"S":"a"}},"SequenceNumber":"1","SizeBytes":1,"StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"arn:aws:dynamodb:eu-central-1:123456789012:table/NAME/stream/x"}"""
                .Replace("NAME", table, StringComparison.Ordinal);
            try
            {
                var context = new InvocationContext { RequestId = "r", FunctionName = "notes-stream" };
                await function(TestRecord.Event([record]), context, Cancellation);
            }
            catch (ItemFormatException exception)
            {
                Assert.Contains($"expected the table notes, found the table others", exception.Message, StringComparison.Ordinal);
            }

            return topic.Messages.Count > before;
        }
    }

    [Theory]
    [InlineData("notes-dev", null)]
    [InlineData("Old.Notes", "notes=Old.Notes")]
    public async Task W7_a_same_table_audit_keeps_its_layout_under_any_name(string name, string? tables)
    {
        _variables[Fw24Variables.AuditTable] = name;
        await using var app = Build("dev", tables);
        app.CreateFunction("notes-audit");
        var sink = new DynamoDbAuditSink(_store, Notes(), name, tableName: name);
        _store.Tables.Clear();

        // The table has no sort key, so nothing can be read in order there.
        var key = ItemWriter.ToItem(new Note("a"), s_note.Write);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await sink.ReadAsync("Note", key, Cancellation));
        var other = new DynamoDbAuditSink(_store, Notes(), name, tableName: "other");
        Assert.Empty((await other.ReadAsync("Note", key, Cancellation)).Entries);
        Assert.Equal([name], _store.Tables);
    }

    private static TableModel Notes() => new()
    {
        Name = "notes",
        PartitionKey = new KeyAttribute("Id", KeyType.String),
        Entities = [s_note],
        Stream = new StreamEnabledAttribute { Fifo = true },
        Audit = new AuditAttribute(AuditLoggerType.DynamoDb),
    };

    private FunctionEnvironment Environment(string? stage, string? tables) => new(name => name switch
    {
        Fw24Variables.Stage => stage,
        Fw24Variables.Tables => tables,
        _ => _variables.GetValueOrDefault(name),
    });

    private Fw24App Build(string? stage, string? tables, Action<IServiceCollection>? configure = null)
    {
        var builder = Fw24App.CreateBuilder(Model);
        builder.Environment = Environment(stage, tables);
        builder.Services.AddSingleton<IItemStore>(_store);
        builder.Services.AddSingleton<IParkingQueue>(new FakeParkingQueue());
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    private sealed record Note(string Id);

    /// <summary>Remembers the tables that are called.</summary>
    private sealed class NamingStore : IItemStore
    {
        public List<string> Tables { get; } = [];

        public ValueTask<bool> PutAsync(string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
            => new(Note(table, true));

        public ValueTask<bool> UpdateAsync(string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
            => new(Note(table, true));

        public ValueTask<PutResult> PutOrReadAsync(
            string table, ItemImage item, ItemCondition? condition, CancellationToken cancellationToken)
            => new(Note(table, new PutResult(IsPut: true, default)));

        public ValueTask<UpdateResult> UpdateAndReadAsync(
            string table, ItemUpdate update, ItemCondition? condition, CancellationToken cancellationToken)
            => new(Note(table, default(UpdateResult)));

        public ValueTask<ItemImage> GetAsync(string table, ItemImage key, ItemReadOptions options, CancellationToken cancellationToken)
            => new(Note(table, default(ItemImage)));

        public ValueTask<bool> DeleteAsync(string table, ItemImage key, ItemCondition? condition, CancellationToken cancellationToken)
            => new(Note(table, true));

        public ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
            => new(Note(table, new ItemPage([], 0, 0, default)));

        public ValueTask<ItemPage> ScanAsync(string table, ItemScan scan, CancellationToken cancellationToken)
            => new(Note(table, new ItemPage([], 0, 0, default)));

        public ValueTask<BatchGetResult> BatchGetAsync(
            string table, IReadOnlyList<ItemImage> keys, ItemReadOptions options, CancellationToken cancellationToken)
            => new(Note(table, new BatchGetResult([], [])));

        public ValueTask<IReadOnlyList<BatchWrite>> BatchWriteAsync(
            string table, IReadOnlyList<BatchWrite> writes, CancellationToken cancellationToken)
            => new(Note<IReadOnlyList<BatchWrite>>(table, []));

        public ValueTask<TransactionResult> TransactAsync(
            IReadOnlyList<TransactionAction> actions, string token, CancellationToken cancellationToken)
            => new(Note(actions[0].Table, new TransactionResult([])));

        public ValueTask<IReadOnlyList<ItemImage>> TransactGetAsync(
            IReadOnlyList<TransactionKey> keys, CancellationToken cancellationToken)
            => new(Note<IReadOnlyList<ItemImage>>(keys[0].Table, []));

        private T Note<T>(string table, T answer)
        {
            Tables.Add(table);
            return answer;
        }
    }
}
