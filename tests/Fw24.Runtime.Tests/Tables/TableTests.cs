using System.Text;
using Fw24.Items;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Tables;

public sealed partial class TableTests
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

    /// <summary>Its model says what an item may lack, as a generated one does.</summary>
    private static readonly EntityModel<Parcel> s_aware = new()
    {
        Name = "Aware",
        Version = "Version",
        Optional = ["By", "WrittenBy"],
        Aliases = [new("WrittenBy", "By")],
        Read = s_parcel.Read,
        Write = s_parcel.Write,
    };

    private static readonly EntityModel<Parcel> s_replicated = new()
    {
        Name = "Replicated",
        WriteRegion = "By",
        Version = "Version",
        Read = s_parcel.Read,
        Write = s_parcel.Write,
    };

    private static readonly IndexModel s_including
        = new("by-part", [new("Id", KeyType.String)], [new("Part", KeyType.String)], IndexProjection.Include) { Include = ["Version"] };

    private static readonly IndexModel s_unversioned
        = new("by-part", [new("Id", KeyType.String)], [new("Part", KeyType.String)], IndexProjection.Include) { Include = ["By"] };

    private readonly MemoryItemStore _store = new("Id", "Part");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_put_is_got()
    {
        var table = Table(Model());
        var parcel = new Parcel("p-1", "a", "u-1", 0);

        var stored = await table.PutAsync(parcel, Cancellation);

        Assert.Equal(parcel with { Version = 1 }, stored);
        Assert.Equal(stored, await table.GetAsync(Key("p-1", "a"), Cancellation));
        Assert.Null(await table.GetAsync(Key("p-1", "b"), Cancellation));
        Assert.Equal("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"By":{"S":"u-1"},"Version":{"N":"1"}}""", Stored());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task W19_a_put_keeps_the_attributes_that_the_class_does_not_have(bool isVersioned)
    {
        var table = Table(Model("kind"), s_aware);
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"kind":{"S":"Aware"},"By":{"S":"u"},"Newer":{"N":"7"},"Version":{"N":"2"},"WrittenBy":{"S":"x"}}"""), null, Cancellation);
        var read = (await table.GetAsync(Key("p-1", "a"), Cancellation))!;

        var stored = await (isVersioned ? table : table.WithoutVersioning()).PutAsync(read with { By = null }, Cancellation);

        Assert.Equal(read with { By = null, Version = isVersioned ? 3 : 2 }, stored);
        Assert.Equal($$$"""{"Id":{"S":"p-1"},"Part":{"S":"a"},"Version":{"N":"{{{stored.Version}}}"},"kind":{"S":"Aware"},"Newer":{"N":"7"}}""", Ordered(Stored()));
    }

    [Fact]
    public async Task W19_a_put_creates_and_compares_versions_as_before()
    {
        var table = Table(Model("kind"), s_aware);

        var stored = await table.PutAsync(new Parcel("p-1", "a", null, 0), Cancellation);
        await table.PutAsync(stored, Cancellation);

        await Assert.ThrowsAsync<ItemConditionException>(() => table.PutAsync(stored, Cancellation));
        await Assert.ThrowsAsync<ItemConditionException>(() => table.PutAsync(stored with { Part = "b" }, Cancellation));
        Assert.Equal("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"Version":{"N":"2"},"kind":{"S":"Aware"}}""", Ordered(Stored()));
    }

    [Fact]
    public async Task W19_replacing_says_what_it_does()
    {
        var table = Table(Model("kind"), s_aware);
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"kind":{"S":"Aware"},"Newer":{"N":"7"}}"""), null, Cancellation);

        await table.ReplaceAsync(new Parcel("p-1", "a", null, 0), Cancellation);

        Assert.Equal("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"Version":{"N":"1"},"kind":{"S":"Aware"}}""", Ordered(Stored()));
    }

    [Fact]
    public async Task W19_where_the_model_does_not_say_what_an_item_may_lack_a_put_replaces_it()
    {
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"Newer":{"N":"7"}}"""), null, Cancellation);

        await Table(Model()).PutAsync(new Parcel("p-1", "a", null, 0), Cancellation);

        Assert.Equal("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"Version":{"N":"1"}}""", Stored());
    }

    [Fact]
    public async Task F10_items_without_discriminator_belong_to_the_entity_that_owns_them_and_get_it()
    {
        var model = Model("kind", owner: s_parcel);
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"p-1"},"Part":{"S":"a"}}"""), null, Cancellation);
        var table = Table(model);

        var read = (await table.GetAsync(Key("p-1", "a"), Cancellation))!;
        Assert.Equal(read, Assert.Single(await Partition(table, "p-1").ToArrayAsync(Cancellation)));
        Assert.Null(await Table(model, s_plain).GetAsync(Key("p-1", "a"), Cancellation));
        await table.PutAsync(read, Cancellation);

        Assert.Equal("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"Version":{"N":"1"},"kind":{"S":"Parcel"}}""", Ordered(Stored()));
    }

    [Fact]
    public void F10_a_record_without_images_is_of_no_known_entity_of_a_shared_table()
    {
        var keys = Image("""{"Id":{"S":"p-1"},"Part":{"S":"a"}}""");

        Assert.Null(Model("kind", owner: s_parcel).EntityOf(new StreamRecord { Keys = keys }));
        Assert.Same(s_parcel, Model("kind", owner: s_parcel).EntityOf(new StreamRecord { Keys = keys, OldImage = keys }));
        Assert.Same(s_parcel, Model().EntityOf(new StreamRecord { Keys = keys }));
    }

    [Fact]
    public async Task What_is_deleted_is_gone()
    {
        var table = Table(Model());
        await table.PutAsync(new Parcel("p-1", "a", null, 0), Cancellation);

        await table.DeleteAsync(Key("p-1", "a"), Cancellation);
        await table.DeleteAsync(Key("p-1", "a"), Cancellation);

        Assert.Empty(_store.Items);
    }

    [Fact]
    public async Task The_discriminator_is_written_and_checked()
    {
        var model = Model("kind");
        var table = Table(model);

        await table.PutAsync(new Parcel("p-1", "a", null, 0), Cancellation);
        await Table(model, s_plain).PutAsync(new Parcel("p-1", "b", null, 2), Cancellation);
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"p-1"},"Part":{"S":"c"}}"""), null, Cancellation);

        Assert.Equal(["Parcel", "Plain", null], _store.Items.Select(static item => AttributeMap.FromItem(item).GetValueOrDefault("kind")?.S));
        Assert.Equal(1, (await table.GetAsync(Key("p-1", "a"), Cancellation))?.Version);
        Assert.Null(await table.GetAsync(Key("p-1", "b"), Cancellation));
        Assert.Null(await table.GetAsync(Key("p-1", "c"), Cancellation));
        Assert.Equal(1, Assert.Single(await Partition(table, "p-1").ToArrayAsync(Cancellation)).Version);
    }

    [Fact]
    public async Task The_actor_is_stamped_whatever_the_item_says_and_comes_back()
    {
        var table = Table(Model("kind"));

        var stored = await table.As("u-7").PutAsync(new Parcel("p-1", "a", "somebody else", 0), Cancellation);

        Assert.Equal(new Parcel("p-1", "a", "u-7", 1), stored);
        Assert.Equal("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"kind":{"S":"Parcel"},"By":{"S":"u-7"},"Version":{"N":"1"}}""", Stored());

        stored = await table.As("u-7").As("u-8").PutAsync(stored, Cancellation);
        Assert.Equal("u-8", (await table.GetAsync(Key("p-1", "a"), Cancellation))?.By);

        await table.PutAsync(stored with { By = "u-9" }, Cancellation);
        Assert.Equal("u-9", (await table.GetAsync(Key("p-1", "a"), Cancellation))?.By);
    }

    [Fact]
    public async Task A1_11_each_write_stamps_the_region_of_the_store()
    {
        var table = Table(Model(), s_replicated);
        _store.Region = "eu-central-1";

        var stored = await table.CreateAsync(new Parcel("p-1", "a", "elsewhere", 0), Cancellation);
        Assert.Equal("eu-central-1", stored.By);

        _store.Region = "us-east-1";
        stored = await table.PutAsync(stored, Cancellation);
        Assert.Equal("us-east-1", stored.By);

        _store.Region = "eu-west-1";
        Assert.Equal("eu-west-1", (await table.ReplaceAsync(stored, Cancellation)).By);
        Assert.Equal("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"By":{"S":"eu-west-1"},"Version":{"N":"3"}}""", Stored());
    }

    [Fact]
    public async Task A1_11_nothing_is_written_without_a_known_region()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Table(Model(), s_replicated).PutAsync(new Parcel("p-1", "a", null, 0), Cancellation));

        Assert.Contains("Set AWS_REGION", error.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Items);
    }

    [Fact]
    public void An_entity_that_does_not_say_who_wrote_it_has_no_actor_to_stamp()
        => Assert.Contains("Plain has no [AuditActor]", Assert.Throws<InvalidOperationException>(() => Table(Model(), s_plain).As("u-7")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Create_refuses_an_item_that_is_there()
    {
        var table = Table(Model());
        await table.CreateAsync(new Parcel("p-1", "a", null, 0), Cancellation);

        var error = await Assert.ThrowsAsync<ItemConditionException>(() => table.CreateAsync(new Parcel("p-1", "a", "u-2", 0), Cancellation));

        Assert.Equal("Parcel was not written to parcels: an item with its key already exists.", error.Message);
        Assert.DoesNotContain("u-2", Stored(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replace_refuses_an_item_that_is_not_there()
    {
        var table = Table(Model(), s_plain);
        var error = await Assert.ThrowsAsync<ItemConditionException>(() => table.ReplaceAsync(new Parcel("p-1", "a", null, 1), Cancellation));
        Assert.Equal("Plain was not written to parcels: no item with its key exists.", error.Message);

        await table.PutAsync(new Parcel("p-1", "a", null, 1), Cancellation);
        Assert.Equal(new Parcel("p-1", "a", "u-1", 2), await table.ReplaceAsync(new Parcel("p-1", "a", "u-1", 2), Cancellation));
        Assert.Contains("\"2\"", Stored(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replace_of_a_version_stores_the_next_one_and_only_once()
    {
        var table = Table(Model());
        await StoreAsync(4);

        var stored = await table.ReplaceAsync(new Parcel("p-1", "a", "u-2", 0), expectedVersion: 4, Cancellation);

        Assert.Equal(new Parcel("p-1", "a", "u-2", 5), stored);
        Assert.Equal(stored, await table.GetAsync(Key("p-1", "a"), Cancellation));
        await AssertStaleAsync(() => table.ReplaceAsync(new Parcel("p-1", "a", "u-3", 4), expectedVersion: 4, Cancellation));
        await AssertStaleAsync(() => table.ReplaceAsync(new Parcel("p-2", "a", "u-3", 4), expectedVersion: 4, Cancellation));
    }

    [Fact]
    public async Task An_entity_without_version_cannot_be_replaced_by_version()
        => Assert.Contains("Plain has no [Version]", (await Assert.ThrowsAsync<InvalidOperationException>(() => Table(Model(), s_plain).ReplaceAsync(new Parcel("p-1", "a", null, 1), 1, Cancellation))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task W5_A_put_counts_and_what_it_returns_is_put_again_without_a_read()
    {
        var table = Table(Model());

        var parcel = new Parcel("p-1", "a", null, 0);
        for (var version = 1; version <= 5; version++)
        {
            parcel = version % 2 == 0 ? await table.ReplaceAsync(parcel, Cancellation) : await table.PutAsync(parcel, Cancellation);
            Assert.Equal(version, parcel.Version);
            Assert.Equal(parcel, await table.GetAsync(Key("p-1", "a"), Cancellation));
        }
    }

    [Theory]
    [InlineData(nameof(ITable<>.PutAsync))]
    [InlineData(nameof(ITable<>.ReplaceAsync))]
    public async Task W5_A_write_of_a_version_that_is_not_the_stored_one_is_refused(string method)
    {
        var table = Table(Model());
        Task<Parcel> Write(Parcel parcel) => method is nameof(ITable<>.PutAsync) ? table.PutAsync(parcel, Cancellation) : table.ReplaceAsync(parcel, Cancellation);
        await StoreAsync(3);

        foreach (var version in new[] { 0, 1, 2, 4, 77 })
        {
            await AssertStaleAsync(() => Write(new Parcel("p-1", "a", "u-2", version)));
        }

        Assert.Equal(4, (await Write(new Parcel("p-1", "a", "u-2", 3))).Version);
        await AssertStaleAsync(() => Write(new Parcel("p-1", "a", "u-3", 3)));
        Assert.Equal("u-2", (await table.GetAsync(Key("p-1", "a"), Cancellation))?.By);
    }

    [Fact]
    public async Task W5_Of_two_that_read_an_item_only_one_writes_it()
    {
        var table = Table(Model());
        await table.PutAsync(new Parcel("p-1", "a", null, 0), Cancellation);
        var mine = (await table.GetAsync(Key("p-1", "a"), Cancellation))!;
        var theirs = (await table.GetAsync(Key("p-1", "a"), Cancellation))!;

        await table.PutAsync(mine with { By = "me" }, Cancellation);

        await AssertStaleAsync(() => table.PutAsync(theirs with { By = "they" }, Cancellation));
        Assert.Equal("me", (await table.GetAsync(Key("p-1", "a"), Cancellation))?.By);
    }

    [Fact]
    public async Task W5_A_write_that_is_equal_to_what_somebody_else_stored_is_refused_too()
    {
        var table = Table(Model());
        await StoreAsync(1);
        await table.PutAsync(new Parcel("p-1", "a", "u-1", 1), Cancellation);

        await AssertStaleAsync(() => table.PutAsync(new Parcel("p-1", "a", "u-1", 1), Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","Version":{"N":"0"}""")]
    public async Task W5_An_item_from_before_the_version_counts_as_version_0(string version)
    {
        var table = Table(Model());
        Func<Parcel, Task<Parcel>>[] writes =
        [
            parcel => table.PutAsync(parcel, Cancellation),
            parcel => table.ReplaceAsync(parcel, Cancellation),
            parcel => table.ReplaceAsync(parcel, 0, Cancellation),
        ];
        foreach (var write in writes)
        {
            await _store.PutAsync("parcels", Image($$$"""{"Id":{"S":"p-1"},"Part":{"S":"a"}{{{version}}}}"""), null, Cancellation);
            var old = (await table.GetAsync(Key("p-1", "a"), Cancellation))!;
            Assert.Equal(0, old.Version);

            Assert.Equal(1, (await write(old)).Version);
            await AssertStaleAsync(() => write(old));
        }

        await _store.PutAsync("parcels", Image($$$"""{"Id":{"S":"p-1"},"Part":{"S":"a"}{{{version}}}}"""), null, Cancellation);
        await table.DeleteAsync(new Parcel("p-1", "a", null, 0), Cancellation);
        Assert.Empty(_store.Items);
    }

    [Fact]
    public async Task W5_A_version_that_is_stored_is_not_that_of_an_item_that_is_gone()
    {
        var table = Table(Model());

        await AssertStaleAsync(() => table.PutAsync(new Parcel("p-1", "a", null, 3), Cancellation));
        await AssertStaleAsync(() => table.ReplaceAsync(new Parcel("p-1", "a", null, 3), Cancellation));
        await AssertStaleAsync(() => table.ReplaceAsync(new Parcel("p-1", "a", null, 0), Cancellation));
        await AssertStaleAsync(() => table.ReplaceAsync(new Parcel("p-1", "a", null, 0), 0, Cancellation));
        Assert.Empty(_store.Items);
    }

    [Fact]
    public async Task W5_Create_stores_version_1_whatever_the_item_says()
        => Assert.Equal(1, (await Table(Model()).CreateAsync(new Parcel("p-1", "a", null, 77), Cancellation)).Version);

    [Fact]
    public async Task W5_Deleting_an_item_checks_its_version_and_deleting_by_key_does_not()
    {
        var table = Table(Model());
        await StoreAsync(3);

        foreach (var version in new[] { 0, 2, 4 })
        {
            var error = await Assert.ThrowsAsync<ItemConditionException>(() => table.DeleteAsync(new Parcel("p-1", "a", null, version), Cancellation));
            Assert.StartsWith("Parcel was not deleted from parcels: the stored item has a different version than expected.", error.Message, StringComparison.Ordinal);
        }

        Assert.Single(_store.Items);
        await table.DeleteAsync(new Parcel("p-1", "a", null, 3), Cancellation);
        Assert.Empty(_store.Items);
        await table.DeleteAsync(new Parcel("p-1", "a", null, 3), Cancellation);

        await StoreAsync(3);
        await table.WithoutVersioning().DeleteAsync(new Parcel("p-1", "a", null, 2), Cancellation);
        Assert.Empty(_store.Items);

        await StoreAsync(3);
        await table.DeleteAsync(Key("p-1", "a"), Cancellation);
        Assert.Empty(_store.Items);
    }

    [Fact]
    public async Task W5_An_entity_without_version_is_deleted_by_its_key()
    {
        await StoreAsync(3);

        await Table(Model(), s_plain).DeleteAsync(new Parcel("p-1", "a", "other", 7), Cancellation);

        Assert.Empty(_store.Items);
    }

    [Fact]
    public async Task W5_Without_versioning_the_version_is_stored_as_the_item_says()
    {
        var table = Table(Model());
        var plain = table.WithoutVersioning();
        await StoreAsync(3);

        Assert.Equal(77, (await plain.PutAsync(new Parcel("p-1", "a", null, 77), Cancellation)).Version);
        Assert.Equal(5, (await plain.ReplaceAsync(new Parcel("p-1", "a", null, 5), Cancellation)).Version);
        Assert.Equal(9, (await plain.CreateAsync(new Parcel("p-1", "b", null, 9), Cancellation)).Version);
        await Assert.ThrowsAsync<ItemConditionException>(() => plain.CreateAsync(new Parcel("p-1", "b", null, 9), Cancellation));
        await Assert.ThrowsAsync<ItemConditionException>(() => plain.ReplaceAsync(new Parcel("p-1", "c", null, 9), Cancellation));

        // A named version is always compared, and the original table object is unchanged.
        await AssertStaleAsync(() => plain.ReplaceAsync(new Parcel("p-1", "a", null, 5), 4, Cancellation));
        Assert.Equal(6, (await table.PutAsync(new Parcel("p-1", "a", null, 5), Cancellation)).Version);
    }

    [Fact]
    public async Task W5_Options_of_a_table_go_together_in_any_order()
    {
        var table = Table(Model());

        Assert.Equal(new Parcel("p-1", "a", "u-1", 7), await table.As("u-1").WithoutVersioning().PutAsync(new Parcel("p-1", "a", null, 7), Cancellation));
        Assert.Equal(new Parcel("p-1", "a", "u-2", 7), await table.WithoutVersioning().WithoutRedactionCheck().As("u-2").PutAsync(new Parcel("p-1", "a", null, 7), Cancellation));
    }

    [Fact]
    public async Task W5_A_version_that_cannot_be_is_refused_before_any_call()
    {
        var table = Table(Model());
        _store.BeforePut = static (_, _) => new InvalidOperationException("No call is made.");

        foreach (var write in new Func<long, Task>[]
        {
            version => table.PutAsync(new Parcel("p-1", "a", null, version), Cancellation),
            version => table.ReplaceAsync(new Parcel("p-1", "a", null, version), Cancellation),
            version => table.ReplaceAsync(new Parcel("p-1", "a", null, 0), version, Cancellation),
        })
        {
            Assert.Contains("Parcel.Version is negative", (await Assert.ThrowsAsync<ArgumentException>(() => write(-1))).Message, StringComparison.Ordinal);
            Assert.Contains("Parcel.Version is the largest possible version", (await Assert.ThrowsAsync<ArgumentException>(() => write(long.MaxValue))).Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<ArgumentException>(() => table.DeleteAsync(new Parcel("p-1", "a", null, -1), Cancellation));
    }

    [Fact]
    public async Task W5_An_item_that_could_not_be_read_again_is_not_written()
    {
        var table = Table(Model(), new EntityModel<Parcel>
        {
            Name = "Narrow",
            Version = "Version",
            Write = s_parcel.Write,
            Read = static (ref item) =>
            {
                while (item.NextAttribute(out var name))
                {
                    if (name.Is("Version"u8))
                    {
                        _ = item.ReadNumber<int>();
                    }
                    else
                    {
                        item.SkipValue();
                    }
                }

                return new Parcel("p-1", "a", null, 0);
            },
        });

        var error = await Assert.ThrowsAsync<ArgumentException>(() => table.PutAsync(new Parcel("p-1", "a", null, int.MaxValue), Cancellation));

        Assert.StartsWith("Narrow cannot be written to parcels, since it could not be read again. Narrow.Version: expected a number (N) that Int32 can hold", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("2147483648", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_store.Items);
    }

    [Fact]
    public async Task H18_Audit_records_in_the_same_table_are_no_entities()
    {
        var table = Table(Model(audit: new AuditAttribute(AuditLoggerType.DynamoDb)));
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"AUDIT#Parcel#p-1"},"Part":{"S":"1"},"audit":{"M":{}}}"""), null, Cancellation);

        Assert.Null(await table.GetAsync(Key("AUDIT#Parcel#p-1", "1"), Cancellation));
        Assert.Empty(await Partition(table, "AUDIT#Parcel#p-1").ToArrayAsync(Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => table.PutAsync(new Parcel("AUDIT#x", "a", null, 1), Cancellation));
        Assert.Single(_store.Items);
    }

    [Fact]
    public async Task S5_No_write_reaches_an_audit_record()
    {
        var table = Table(Model(audit: new AuditAttribute(AuditLoggerType.DynamoDb)));
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"AUDIT#Parcel#p-1"},"Part":{"S":"1"},"audit":{"M":{}}}"""), null, Cancellation);
        var record = new Parcel("AUDIT#Parcel#p-1", "1", null, 1);

        Func<Task>[] writes =
        [
            () => table.PutAsync(record, Cancellation),
            () => table.CreateAsync(record, Cancellation),
            () => table.ReplaceAsync(record, Cancellation),
            () => table.ReplaceAsync(record, 1, Cancellation),
            () => table.DeleteAsync(record, Cancellation),
            () => table.DeleteAsync(Key("AUDIT#Parcel#p-1", "1"), Cancellation),
            () => table.WithoutVersioning().PutAsync(record, Cancellation),
            () => table.WithoutVersioning().PutManyAsync([record], Cancellation),
            () => table.UpdateAsync(Key("AUDIT#Parcel#p-1", "1"), 0, static _ => { }, Cancellation),
            () => table.DeleteManyAsync([Key("AUDIT#Parcel#p-1", "1")], Cancellation),
            () => new ItemTransaction().Check(table, Key("AUDIT#Parcel#p-1", "1")).CommitAsync(Cancellation),
            () => new ItemTransaction().CheckMissing(table, Key("AUDIT#Parcel#p-1", "1")).CommitAsync(Cancellation),
        ];
        foreach (var write in writes)
        {
            var error = await Assert.ThrowsAsync<ArgumentException>(write);
            Assert.StartsWith("A key of parcels that begins with AUDIT# is reserved for audit records: no Parcel can have it.", error.Message, StringComparison.Ordinal);
        }

        Assert.Contains("\"audit\"", Stored(), StringComparison.Ordinal);

        // In a table without audit records such a key is like any other.
        await Table(Model(audit: new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "trail" })).DeleteAsync(Key("AUDIT#Parcel#p-1", "1"), Cancellation);
        Assert.Empty(_store.Items);
    }

    [Fact]
    public async Task S5_A_table_that_keeps_the_audit_records_of_another_keeps_them_apart_as_well()
    {
        var parcels = Model();
        var audited = new TableModel
        {
            Name = "payments",
            PartitionKey = new KeyAttribute("Id", KeyType.String),
            Entities = [s_plain],
            Audit = new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "parcels" },
        };
        _ = new AppModel { Name = "shop", Tables = [parcels, audited], Handlers = [] };

        await Assert.ThrowsAsync<ArgumentException>(() => Table(parcels).PutAsync(new Parcel("AUDIT#x", "a", null, 1), Cancellation));
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"AUDIT#Payment#p-1"},"Part":{"S":"1"}}"""), null, Cancellation);
        Assert.Null(await Table(parcels).GetAsync(Key("AUDIT#Payment#p-1", "1"), Cancellation));
        Assert.False(audited.IsAuditRow(Key("AUDIT#x", "1")));
    }

    [Fact]
    public async Task H24_An_item_that_does_not_fit_its_entity_is_an_error_that_names_it()
    {
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"p-1"},"Part":{"S":"a"},"Version":{"S":"canary"}}"""), null, Cancellation);

        var error = await Assert.ThrowsAsync<ItemFormatException>(() => Table(Model()).GetAsync(Key("p-1", "a"), Cancellation));

        Assert.StartsWith("Parcel.Version: expected a number (N)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("""{"Id":{"S":"p-1"},"Part":{"S":"a"}}""", Encoding.UTF8.GetString(error.Key.Json.Span));
    }

    [Fact]
    public async Task W9_the_item_of_a_query_that_cannot_be_read_is_found_by_its_key()
    {
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"p-1"},"Part":{"S":"a"}}"""), null, Cancellation);
        await _store.PutAsync("parcels", Image("""{"Id":{"S":"p-1"},"Part":{"S":"b"},"Version":{"S":"x"}}"""), null, Cancellation);
        var read = new List<string>();

        var error = await Assert.ThrowsAsync<ItemFormatException>(async () =>
        {
            await foreach (var parcel in Partition(Table(Model()), "p-1"))
            {
                read.Add(parcel.Part);
            }
        });

        Assert.Equal(["a"], read);
        Assert.Equal("""{"Id":{"S":"p-1"},"Part":{"S":"b"}}""", Encoding.UTF8.GetString(error.Key.Json.Span));
        Assert.DoesNotContain("p-1", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task W20_No_entity_is_read_from_an_index_that_holds_only_keys()
    {
        var table = Table(Model(index: new IndexModel("by-actor", [new("By", KeyType.String)], [], IndexProjection.KeysOnly)));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await table.QueryAsync(new ItemQuery("By", """{"S":"u-1"}"""u8.ToArray()) { Index = "by-actor" }, Cancellation).ToListAsync(Cancellation));

        Assert.Contains("'by-actor' of parcels contains only keys, so no Parcel can be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A2_1_an_item_of_an_index_with_some_attributes_is_not_written()
    {
        var table = Table(Model(index: s_including));
        await StoreAsync(1);
        var item = Assert.Single(await ByAsync(table));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => table.PutAsync(item, Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.WithoutVersioning().ReplaceAsync(item, Cancellation));

        Assert.StartsWith(
            "Parcel was not written to parcels: the item was read from the index 'by-part', which contains only some of its attributes.",
            error.Message,
            StringComparison.Ordinal);
        await table.PutAsync((await table.GetAsync(Key("p-1", "a"), Cancellation))!, Cancellation);
    }

    [Fact]
    public async Task F14_1_an_item_of_an_index_is_deleted_if_the_index_contains_its_version()
    {
        var table = Table(Model(index: s_including));
        await StoreAsync(1);

        await table.DeleteAsync(Assert.Single(await ByAsync(table)), Cancellation);

        Assert.Empty(_store.Items);
    }

    [Fact]
    public async Task F14_1_an_item_of_an_index_without_its_version_is_not_deleted_by_it()
    {
        var table = Table(Model(index: s_unversioned));
        await StoreAsync(1);
        var item = Assert.Single(await ByAsync(table));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => table.DeleteAsync(item, Cancellation));

        Assert.Equal(
            "Parcel was not deleted from parcels: the item was read from the index 'by-part', which does not contain its version 'Version'. "
                + "Delete it by its key, which compares no version, or get it by its key and delete that one.",
            error.Message);
        await table.WithoutVersioning().DeleteAsync(item, Cancellation);
        Assert.Empty(_store.Items);
    }

    [Fact]
    public async Task F14_1_a_conflict_of_a_copy_without_version_names_the_index()
    {
        var table = Table(Model(index: s_unversioned));
        await StoreAsync(1);
        var copy = Assert.Single(await ByAsync(table)) with { Version = 0 };
        Func<Task>[] writes =
        [
            () => table.PutAsync(copy, Cancellation),
            () => table.ReplaceAsync(copy, Cancellation),
            () => table.ReplaceAsync(copy, copy.Version, Cancellation),
            () => table.DeleteAsync(copy, Cancellation),
        ];

        foreach (var write in writes)
        {
            var error = await Assert.ThrowsAsync<ItemConditionException>(write);
            Assert.EndsWith(
                "If it is a copy of an item of the index 'by-part', which does not contain the version 'Version': get the item by its key.",
                error.Message,
                StringComparison.Ordinal);
        }

        var changed = await Assert.ThrowsAsync<ItemConditionException>(() => table.PutAsync(copy with { Version = 2 }, Cancellation));
        Assert.DoesNotContain("by-part", changed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A2_1_an_index_that_lacks_what_the_entity_needs_is_named()
    {
        var entity = new EntityModel<Parcel>
        {
            Name = "Parcel",
            Read = static (ref item) => throw item.Missing("By"),
            Write = s_parcel.Write,
        };
        var table = Table(Model(index: s_including, entity: entity), entity);
        await StoreAsync(1);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => ByAsync(table));

        Assert.Contains("'by-part' of parcels does not contain what Parcel needs: Parcel.By", error.Message, StringComparison.Ordinal);
        Assert.Contains("Include the attribute", error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<Parcel>> ByAsync(Table<Parcel> table)
    {
        var query = new ItemQuery("Id", """{"S":"p-1"}"""u8.ToArray()) { Index = "by-part" };
        return await table.QueryAsync(query, Cancellation).ToListAsync(Cancellation);
    }

    private Table<Parcel> Table(TableModel model, EntityModel<Parcel>? entity = null)
        => new Table<Parcel>(model, entity ?? s_parcel, _store);

    private async Task StoreAsync(long version)
        => await _store.PutAsync("parcels", ItemWriter.ToItem(new Parcel("p-1", "a", null, version), s_parcel.Write), null, Cancellation);

    private static async Task AssertStaleAsync(Func<Task> write)
    {
        var error = await Assert.ThrowsAsync<ItemConditionException>(write);
        Assert.StartsWith("Parcel was not written to parcels: the stored item has a different version than expected, or does not exist.", error.Message, StringComparison.Ordinal);
    }

    private static IAsyncEnumerable<Parcel> Partition(ITable<Parcel> table, string id)
        => table.QueryAsync(new ItemQuery("Id", Encoding.UTF8.GetBytes($$"""{"S":"{{id}}"}""")), Cancellation);

    private string Stored() => Encoding.UTF8.GetString(Assert.Single(_store.Items).Json.Span);

    private static ItemImage Key(string id, string part) => Image($$$"""{"Id":{"S":"{{{id}}}"},"Part":{"S":"{{{part}}}"}}""");

    private static ItemImage Image(string json) => new(Encoding.UTF8.GetBytes(json));

    private static string Ordered(string item)
        => "{" + string.Join(',', System.Text.Json.Nodes.JsonNode.Parse(item)!.AsObject().OrderBy(static member => member.Key is "Newer" ? "z" : member.Key, StringComparer.Ordinal).Select(static member => $"\"{member.Key}\":{member.Value!.ToJsonString()}")) + "}";

    private static TableModel Model(
        string? discriminator = null,
        AuditAttribute? audit = null,
        IndexModel? index = null,
        EntityModel? owner = null,
        EntityModel? entity = null) => new()
    {
        Name = "parcels",
        PartitionKey = new KeyAttribute("Id", KeyType.String),
        SortKey = new KeyAttribute("Part", KeyType.String),
        Entities = discriminator is null ? [entity ?? s_parcel] : [s_parcel, s_plain, s_aware],
        UnmarkedEntity = owner,
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
