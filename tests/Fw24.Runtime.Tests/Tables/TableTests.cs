using System.Text;
using Fw24.Model;
using Fw24.Records;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Tables;

public sealed class TableTests
{
    private static readonly EntityModel<Parcel> s_parcel = new()
    {
        Name = "Parcel",
        Actor = "By",
        Version = "Version",
        Read = static (ref item) => ReadParcel(ref item),
        Write = static (writer, parcel) => WriteParcel(writer, parcel),
    };

    private static readonly EntityModel<Parcel> s_plain = new()
    {
        Name = "Plain",
        Read = s_parcel.Read,
        Write = s_parcel.Write,
    };

    private readonly MemoryItemStore _store = new("Id", "Part");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_put_is_got()
    {
        var table = Table(Model());
        var parcel = new Parcel("p-1", "a", "u-1", 3);

        await table.PutAsync(parcel, Cancellation);

        Assert.Equal(parcel, await table.GetAsync(Key("p-1", "a"), Cancellation));
        Assert.Null(await table.GetAsync(Key("p-1", "b"), Cancellation));
        Assert.Equal("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"By":{"S":"u-1"},"Version":{"N":"3"}}""", Stored());
    }

    [Fact]
    public async Task What_is_deleted_is_gone()
    {
        var table = Table(Model());
        await table.PutAsync(new Parcel("p-1", "a", null, 1), Cancellation);

        await table.DeleteAsync(Key("p-1", "a"), Cancellation);
        await table.DeleteAsync(Key("p-1", "a"), Cancellation);

        Assert.Empty(_store.Items);
    }

    [Fact]
    public async Task The_discriminator_is_written_and_checked()
    {
        var model = Model("kind");
        var table = Table(model);

        await table.PutAsync(new Parcel("p-1", "a", null, 1), Cancellation);
        await Table(model, s_plain).PutAsync(new Parcel("p-1", "b", null, 2), Cancellation);
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"p-1"},"Part":{"S":"c"}}"""), PutCondition.None, Cancellation);

        Assert.Equal(["Parcel", "Plain", null], _store.Items.Select(static item => AttributeMap.FromItem(item).GetValueOrDefault("kind")?.S));
        Assert.Equal(1, (await table.GetAsync(Key("p-1", "a"), Cancellation))?.Version);
        Assert.Null(await table.GetAsync(Key("p-1", "b"), Cancellation));
        Assert.Null(await table.GetAsync(Key("p-1", "c"), Cancellation));
        Assert.Equal(1, Assert.Single(await Partition(table, "p-1").ToArrayAsync(Cancellation)).Version);
    }

    [Fact]
    public async Task The_actor_is_stamped_whatever_the_item_says()
    {
        var table = Table(Model("kind"));

        await table.As("u-7").PutAsync(new Parcel("p-1", "a", "somebody else", 1), Cancellation);

        Assert.Equal("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"Version":{"N":"1"},"kind":{"S":"Parcel"},"By":{"S":"u-7"}}""", Stored());

        await table.As("u-7").As("u-8").PutAsync(new Parcel("p-1", "a", null, 1), Cancellation);
        Assert.Equal("u-8", (await table.GetAsync(Key("p-1", "a"), Cancellation))?.By);

        await table.PutAsync(new Parcel("p-1", "a", "u-9", 1), Cancellation);
        Assert.Equal("u-9", (await table.GetAsync(Key("p-1", "a"), Cancellation))?.By);
    }

    [Fact]
    public void An_entity_that_does_not_say_who_wrote_it_has_no_actor_to_stamp()
        => Assert.Contains("Plain has no [AuditActor]", Assert.Throws<InvalidOperationException>(() => Table(Model(), s_plain).As("u-7")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Create_refuses_an_item_that_is_there()
    {
        var table = Table(Model());
        await table.CreateAsync(new Parcel("p-1", "a", null, 1), Cancellation);

        var error = await Assert.ThrowsAsync<ItemConditionException>(() => table.CreateAsync(new Parcel("p-1", "a", null, 2), Cancellation));

        Assert.Equal("Parcel was not written to parcels: there is an item with its key already.", error.Message);
        Assert.Contains("\"1\"", Stored(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replace_refuses_an_item_that_is_not_there()
    {
        var table = Table(Model());
        var error = await Assert.ThrowsAsync<ItemConditionException>(() => table.ReplaceAsync(new Parcel("p-1", "a", null, 1), Cancellation));
        Assert.Equal("Parcel was not written to parcels: there is no item with its key.", error.Message);

        await table.PutAsync(new Parcel("p-1", "a", null, 1), Cancellation);
        await table.ReplaceAsync(new Parcel("p-1", "a", null, 2), Cancellation);
        Assert.Contains("\"2\"", Stored(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replace_of_a_version_stores_the_next_one_and_only_once()
    {
        var table = Table(Model());
        await table.PutAsync(new Parcel("p-1", "a", "u-1", 4), Cancellation);

        await table.ReplaceAsync(new Parcel("p-1", "a", "u-2", 4), expectedVersion: 4, Cancellation);

        Assert.Equal(new Parcel("p-1", "a", "u-2", 5), await table.GetAsync(Key("p-1", "a"), Cancellation));
        var error = await Assert.ThrowsAsync<ItemConditionException>(() => table.ReplaceAsync(new Parcel("p-1", "a", "u-3", 4), expectedVersion: 4, Cancellation));
        Assert.Equal("Parcel was not written to parcels: the stored item has another version than expected, or there is none.", error.Message);
        await Assert.ThrowsAsync<ItemConditionException>(() => table.ReplaceAsync(new Parcel("p-2", "a", "u-3", 4), expectedVersion: 4, Cancellation));
    }

    [Fact]
    public async Task An_entity_without_version_cannot_be_replaced_by_version()
        => Assert.Contains("Plain has no [Version]", (await Assert.ThrowsAsync<InvalidOperationException>(() => Table(Model(), s_plain).ReplaceAsync(new Parcel("p-1", "a", null, 1), 1, Cancellation))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task H18_Audit_records_in_the_same_table_are_no_entities()
    {
        var table = Table(Model(audit: new AuditAttribute(AuditLoggerType.DynamoDb)));
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"AUDIT#Parcel#p-1"},"Part":{"S":"1"},"audit":{"M":{}}}"""), PutCondition.None, Cancellation);

        Assert.Null(await table.GetAsync(Key("AUDIT#Parcel#p-1", "1"), Cancellation));
        Assert.Empty(await Partition(table, "AUDIT#Parcel#p-1").ToArrayAsync(Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => table.PutAsync(new Parcel("AUDIT#x", "a", null, 1), Cancellation));
        Assert.Single(_store.Items);
    }

    [Fact]
    public async Task H24_An_item_that_does_not_fit_its_entity_is_an_error_that_names_it()
    {
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"Version":{"S":"canary"}}"""), PutCondition.None, Cancellation);

        var error = await Assert.ThrowsAsync<ItemFormatException>(() => Table(Model()).GetAsync(Key("p-1", "a"), Cancellation));

        Assert.StartsWith("Parcel.Version: expected a number (N)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task W20_No_entity_is_read_from_an_index_that_holds_only_keys()
    {
        var table = Table(Model(index: new IndexModel("by-actor", new("By", KeyType.String), null, IndexProjection.KeysOnly)));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await table.QueryAsync(new ItemQuery("By", """{"S":"u-1"}"""u8.ToArray()) { Index = "by-actor" }, Cancellation).ToListAsync(Cancellation));

        Assert.Contains("'by-actor' of parcels holds only keys, so no Parcel can be read", error.Message, StringComparison.Ordinal);
    }

    private Table<Parcel> Table(TableModel model, EntityModel<Parcel>? entity = null) => new Table<Parcel>(model, entity ?? s_parcel, _store);

    private static IAsyncEnumerable<Parcel> Partition(ITable<Parcel> table, string id)
        => table.QueryAsync(new ItemQuery("Id", Encoding.UTF8.GetBytes($$"""{"S":"{{id}}"}""")), Cancellation);

    private string Stored() => Encoding.UTF8.GetString(Assert.Single(_store.Items).Json.Span);

    private static ItemImage Key(string id, string part) => Image($$$"""{"Id":{"S":"{{{id}}}"},"Part":{"S":"{{{part}}}"}}""");

    private static ItemImage Image(string json) => new(Encoding.UTF8.GetBytes(json));

    private static TableModel Model(string? discriminator = null, AuditAttribute? audit = null, IndexModel? index = null) => new()
    {
        Name = "parcels",
        PartitionKey = new KeyAttribute("Id", KeyType.String),
        SortKey = new KeyAttribute("Part", KeyType.String),
        Entities = discriminator is null ? [s_parcel] : [s_parcel, s_plain],
        Discriminator = discriminator,
        Audit = audit,
        Indexes = index is null ? [] : [index],
    };

    private static Parcel ReadParcel(ref ItemReader item)
    {
        string? id = null, part = null, by = null;
        long version = 0;
        while (item.NextAttribute(out var name))
        {
            if (name.Is("Id"u8))
            {
                id = item.ReadString();
            }
            else if (name.Is("Part"u8))
            {
                part = item.ReadString();
            }
            else if (name.Is("By"u8))
            {
                by = item.ReadString();
            }
            else if (name.Is("Version"u8))
            {
                version = item.ReadNumber<long>();
            }
            else
            {
                item.SkipValue();
            }
        }

        return new Parcel(id ?? throw item.Missing("Id"), part ?? throw item.Missing("Part"), by, version);
    }

    private static void WriteParcel(ItemWriter writer, Parcel parcel)
    {
        writer.WriteName("Id"u8);
        writer.WriteString(parcel.Id);
        writer.WriteName("Part"u8);
        writer.WriteString(parcel.Part);
        if (parcel.By is not null)
        {
            writer.WriteName("By"u8);
            writer.WriteString(parcel.By);
        }

        writer.WriteName("Version"u8);
        writer.WriteNumber(parcel.Version);
    }

    private sealed record Parcel(string Id, string Part, string? By, long Version);
}
