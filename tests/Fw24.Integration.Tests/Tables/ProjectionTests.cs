using Amazon.DynamoDBv2.Model;
using Fw24.Integration.Tests.Harness;
using Fw24.Local;
using Fw24.Model;
using Fw24.Tables;
using Orders;

namespace Fw24.Integration.Tests.Tables;

/// <summary>Reads of some properties, on DynamoDB Local and on the embedded engine.</summary>
[Trait("Category", "Server")]
public sealed class ProjectionTests(DynamoDbLocal dynamoDb)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Queries_scans_and_gets_read_the_properties_of_the_projection(bool isEmbedded)
    {
        await using var works = await Works.CreateAsync(dynamoDb, isEmbedded);
        await works.PutAsync(5);
        var table = works.Table;

        var rows = await table.Query("a-1", KeyRange.From(1)).Where(x => x.Pages > 15).Descending().Select<WorkRow>().ToListAsync(Stop);
        Assert.Equal(
            [("t-4", WorkKind.Novel, "red"), ("t-3", WorkKind.Poem, "red"), ("t-2", WorkKind.Novel, "red")],
            rows.Select(static row => (row.Title, row.Kind, row.Cover!.Colour)));
        Assert.Equal(["Cover", "Kind", "t", "OldCover", "author", "No"], works.Attributes);

        Assert.Equal(new WorkRow("t-2", WorkKind.Novel) { Cover = new Cover("red") }, await table.GetAsync<WorkRow>("a-1", 2, Stop));
        Assert.Null(await table.GetAsync<WorkRow>("a-1", 9, Stop));
        var many = await table.GetManyAsync<WorkRow>([("a-1", 4), ("a-1", 9), ("a-1", 0), ("a-1", 4)], Stop);
        Assert.Equal(["t-4", null, "t-0", "t-4"], many.Select(static row => row?.Title));
        Assert.Equal(5, await table.Scan().Select<WorkRow>().CountAsync(Stop));
        Assert.Equal(5, (await table.Scan().Select<WorkRow>().ToListAsync(Stop)).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_of_a_projection_continue_those_of_the_entity(bool isEmbedded)
    {
        await using var works = await Works.CreateAsync(dynamoDb, isEmbedded);
        await works.PutAsync(5);
        var query = works.Table.Query("a-1");

        var first = await query.ToPageAsync(2, null, Stop);
        var second = await query.Select<WorkRow>().ToPageAsync(2, first.NextToken, Stop);
        var third = await query.ToPageAsync(2, second.NextToken, Stop);

        Assert.Equal(["t-2", "t-3"], second.Items.Select(static row => row.Title));
        Assert.Equal(["t-4"], third.Items.Select(static work => work.Title));
        Assert.Null(third.NextToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_an_index_a_projection_reads_what_it_contains(bool isEmbedded)
    {
        await using var works = await Works.CreateAsync(dynamoDb, isEmbedded);
        await works.PutAsync(3);

        var keys = await works.Table.QueryByKind<WorkPlace>(WorkKind.Novel).ToListAsync(Stop);
        var shelf = await works.Table.QueryByShelf("s-1").Select<WorkRow>().ToPageAsync(2, null, Stop);

        Assert.Equal([0, 2], keys.Select(static key => key.No).Order());
        Assert.Equal((2, "red"), (shelf.Items.Count, shelf.Items[0].Cover!.Colour));
#pragma warning disable FW24076 // The runtime refuses it where the compiler cannot see it.
        var error = Assert.Throws<InvalidOperationException>(() => works.Table.QueryByKind<WorkRow>(WorkKind.Novel));
#pragma warning restore FW24076
        Assert.Contains(
            "The index 'by-kind' of works does not contain what WorkRow reads: Cover, t.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_item_of_an_earlier_name_is_read_and_one_without_a_required_property_names_its_key(bool isEmbedded)
    {
        await using var works = await Works.CreateAsync(dynamoDb, isEmbedded);
        await works.PutRawAsync("""{"author":{"S":"a-1"},"No":{"N":"1"},"t":{"S":"x"},"OldCover":{"M":{"Colour":{"S":"blue"}}}}""");
        Assert.Equal(
            new WorkRow("x", WorkKind.Novel) { Cover = new Cover("blue") }, await works.Table.GetAsync<WorkRow>("a-1", 1, Stop));

        await works.PutRawAsync("""{"author":{"S":"a-1"},"No":{"N":"2"},"Kind":{"S":"Novel"}}""");
        var error = await Assert.ThrowsAsync<ItemFormatException>(
            () => works.Table.Query("a-1").Select<WorkRow>().ToListAsync(Stop).AsTask());
        Assert.Contains("WorkRow.t", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"2\"", System.Text.Encoding.UTF8.GetString(error.Key.Json.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_entity_of_another_assembly_has_projections(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var orders = await tables.OfAsync(OrderCodec.Model);
        var order = await orders.CreateAsync(
            new Order
            {
                OrderId = "ord-1",
                CustomerId = "cus-1",
                Status = OrderStatus.Paid,
                Total = 12.5m,
                PlacedAt = new DateTimeOffset(2026, 11, 29, 10, 0, 0, TimeSpan.Zero),
                Lines = [new OrderLine("p-1", 2, 6.25m)],
                Tags = new HashSet<string> { "gift" },
            },
            Stop);
        await orders.CreateAsync(order with { OrderId = "ord-2", Lines = [], Version = 0 }, Stop);

        var slip = (await orders.GetAsync<OrderSlip>("ord-1", "order", Stop))!;
        var others = await orders.Query("ord-2").Select<OrderSlip>().ToListAsync(Stop);

        Assert.Equal(("ord-1", OrderStatus.Paid, 12.5m, order.PlacedAt), (slip.OrderId, slip.Status, slip.Total, slip.PlacedAt));
        Assert.Equal(order.Lines, slip.Lines);
        Assert.Equal(order.Tags, slip.Tags);
        Assert.Empty(Assert.Single(others).Lines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_are_as_consistent_as_their_table(bool isEmbedded)
    {
        await using var works = await Works.CreateAsync(dynamoDb, isEmbedded);
        await works.PutAsync(2);
        var eventual = works.Table.Consistent(false);

        Assert.NotNull(await eventual.GetAsync("a-1", 1, Stop));
        Assert.False(works.IsConsistent);
        Assert.Equal(2, (await eventual.GetManyAsync([("a-1", 0), ("a-1", 1)], Stop)).Count(static work => work is not null));
        Assert.False(works.IsConsistent);
        Assert.Equal(0.5, (await eventual.Query("a-1").ToPageAsync(2, null, Stop)).CapacityUnits);
        Assert.Equal(0.5, (await eventual.Scan().ToPageAsync(2, null, Stop)).CapacityUnits);
        Assert.Equal(1, (await eventual.Query("a-1").Consistent().ToPageAsync(2, null, Stop)).CapacityUnits);
        Assert.NotNull(await eventual.Consistent().GetAsync("a-1", 1, Stop));
        Assert.True(works.IsConsistent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_snapshot_has_the_items_of_several_tables(bool isEmbedded)
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded);
        var (notes, customers) = (await tables.OfAsync(OrderNoteCodec.Model), await tables.OfAsync(CustomerCodec.Model));
        await customers.CreateAsync(new Customer { CustomerId = "cus-1", Name = "Ada" }, Stop);
        await notes.CreateAsync(new OrderNote { OrderId = "ord-1", Part = "note#1", Text = "Ring twice." }, Stop);

        var snapshot = new ItemSnapshot()
            .Get(notes, "ord-1", "note#1", out var note)
            .Get(customers, "cus-1", out var customer)
            .Get(customers, "cus-2", out var missing)
            .Get(customers, "cus-1", out var again);
        var early = Assert.Throws<InvalidOperationException>(() => note.Value);
        await snapshot.ReadAsync(Stop);

        Assert.Contains("ReadAsync", early.Message, StringComparison.Ordinal);
        Assert.Equal(("Ring twice.", "Ada", "Ada"), (note.Value!.Text, customer.Value!.Name, again.Value!.Name));
        Assert.Null(missing.Value);
        await new ItemSnapshot().ReadAsync(Stop);
    }

    [Fact]
    public async Task A_snapshot_has_at_most_100_items()
    {
        await using var tables = new SampleTables(dynamoDb, isEmbedded: true);
        var customers = await tables.OfAsync(CustomerCodec.Model);
        var snapshot = new ItemSnapshot();
        for (var number = 0; number < 100; number++)
        {
            snapshot.Get(customers, $"cus-{number}", out _);
        }

        Assert.Throws<InvalidOperationException>(() => snapshot.Get(customers, "cus-100", out _));
        snapshot.Get(customers, "cus-1", out var twice);
        await snapshot.ReadAsync(Stop);
        Assert.Null(twice.Value);
    }

    // The table of works.
    private sealed class Works : IAsyncDisposable
    {
        private static readonly TableModel s_table = Fw24IntegrationTestsApp.Model.Tables.Single(static table => table.Name == "works");

        private readonly LocalCloud _cloud = LocalCloud.Create(Fw24IntegrationTestsApp.Model);
        private readonly DynamoDbItemStore _real;
        private readonly Noting _store;
        private readonly string _name;

        private Works(DynamoDbLocal dynamoDb, bool isEmbedded)
        {
            (_real, _name) = (dynamoDb.NewStore(), isEmbedded ? "works" : dynamoDb.NewTableName());
            _store = new Noting(isEmbedded ? _cloud.Store : _real);
            Table = new Table<Work>(s_table, WorkCodec.Model, _store, _name, PageTokenKeys.CreateRandom());
        }

#pragma warning disable CA1859 // Its methods with typed keys are extensions of the interface.
        public ITable<Work> Table { get; }
#pragma warning restore CA1859

        public bool IsConsistent => _store.Options!.IsConsistent;

        public static async Task<Works> CreateAsync(DynamoDbLocal dynamoDb, bool isEmbedded)
        {
            var works = new Works(dynamoDb, isEmbedded);
            if (!isEmbedded)
            {
                await dynamoDb.Client.CreateTableAsync(Request(works._name), Stop);
            }

            return works;
        }

        public IReadOnlyList<string>? Attributes => _store.Read!.Attributes;

        public async Task PutAsync(int count)
        {
            for (var number = 0; number < count; number++)
            {
                await Table.PutAsync(
                    new Work
                    {
                        Author = "a-1",
                        No = number,
                        Title = $"t-{number}",
                        Kind = number % 2 == 0 ? WorkKind.Novel : WorkKind.Poem,
                        Pages = number * 10,
                        Shelf = "s-1",
                        Cover = new Cover("red"),
                    },
                    Stop);
            }
        }

        public async Task PutRawAsync(string item)
            => await _store.PutAsync(_name, new ItemImage(System.Text.Encoding.UTF8.GetBytes(item)), null, Stop);

        public async ValueTask DisposeAsync()
        {
            _real.Dispose();
            await _cloud.DisposeAsync();
        }

        private static CreateTableRequest Request(string name) => new()
        {
            TableName = name,
            KeySchema = [new("author", Amazon.DynamoDBv2.KeyType.HASH), new("No", Amazon.DynamoDBv2.KeyType.RANGE)],
            AttributeDefinitions =
            [
                new("author", Amazon.DynamoDBv2.ScalarAttributeType.S), new("No", Amazon.DynamoDBv2.ScalarAttributeType.N),
                new("Kind", Amazon.DynamoDBv2.ScalarAttributeType.S), new("Shelf", Amazon.DynamoDBv2.ScalarAttributeType.S),
            ],
            BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
            GlobalSecondaryIndexes =
            [
                Index("by-kind", "Kind", new Projection { ProjectionType = Amazon.DynamoDBv2.ProjectionType.KEYS_ONLY }),
                Index("by-shelf", "Shelf", new Projection { ProjectionType = Amazon.DynamoDBv2.ProjectionType.ALL }),
            ],
        };

        private static GlobalSecondaryIndex Index(string name, string key, Projection projection) => new()
        {
            IndexName = name,
            KeySchema = [new(key, Amazon.DynamoDBv2.KeyType.HASH)],
            Projection = projection,
        };
    }

    // Notes how the last item was read.
    private sealed class Noting(IItemStore store) : DelegatingItemStore(store)
    {
        public ItemsRead? Read { get; private set; }

        public ItemReadOptions? Options { get; private set; }

        public override ValueTask<ItemPage> QueryAsync(string table, ItemQuery query, CancellationToken cancellationToken)
        {
            Read = query;
            return base.QueryAsync(table, query, cancellationToken);
        }

        public override ValueTask<ItemImage> GetAsync(
            string table, ItemImage key, ItemReadOptions options, CancellationToken cancellationToken)
        {
            Options = options;
            return base.GetAsync(table, key, options, cancellationToken);
        }

        public override ValueTask<BatchGetResult> BatchGetAsync(
            string table, IReadOnlyList<ItemImage> keys, ItemReadOptions options, CancellationToken cancellationToken)
        {
            Options = options;
            return base.BatchGetAsync(table, keys, options, cancellationToken);
        }
    }
}

/// <summary>An item with more than a list shows.</summary>
[DynamoTable("works")]
[GlobalIndex("by-kind", PartitionKey = nameof(Kind), Projection = IndexProjection.KeysOnly)]
[GlobalIndex("by-shelf", PartitionKey = nameof(Shelf))]
public sealed record Work
{
    [PartitionKey, DynamoAttribute("author")] public required string Author { get; init; }
    [SortKey] public required int No { get; init; }
    [DynamoAttribute("t")] public required string Title { get; init; }
    public WorkKind Kind { get; init; }
    public int Pages { get; init; }
    public string? Shelf { get; init; }
    [DynamoAttribute(Aliases = ["OldCover"])] public Cover? Cover { get; init; }
}

/// <summary>The kind of a work.</summary>
public enum WorkKind
{
    Novel,
    Poem,
}

/// <summary>A cover.</summary>
public sealed record Cover(string Colour);

/// <summary>What a list shows of a work.</summary>
[Projection(typeof(Work))]
public sealed partial record WorkRow(string Title, WorkKind Kind)
{
    public Cover? Cover { get; init; }
}

/// <summary>Where a work is.</summary>
[Projection(typeof(Work))]
public sealed partial class WorkPlace
{
    public string Author { get; set; } = "";
    public int No { get; set; }
}

/// <summary>What a slip shows of an order of the sample, whose assembly is another one.</summary>
[Projection(typeof(Order))]
public sealed partial record OrderSlip(string OrderId, OrderStatus Status, decimal Total, DateTimeOffset PlacedAt)
{
    public IReadOnlyList<OrderLine> Lines { get; init; } = [];
    public IReadOnlySet<string>? Tags { get; init; }
}
