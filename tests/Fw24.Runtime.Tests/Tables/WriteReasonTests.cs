using System.Text;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Tables;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Tables;

/// <summary>Why an item is written is stored with each write, and entities do not see it.</summary>
public sealed class WriteReasonTests
{
    private readonly MemoryItemStore _store = new("Id");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1795341900900));
    private int _nonce;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string? Stored => _store.Items is [var item] && item.TryGetAttribute("fw24:because"u8, out var value)
        ? Encoding.UTF8.GetString(value)
        : null;

    [Fact]
    public async Task A_put_stores_the_reason_with_its_fields_in_their_order()
    {
        var table = Table().Because("ticket 4711", ("ticket", "4711"), ("approved by", "u-8"));

        Assert.Equal(new Deed("d-1", null), await table.PutAsync(new Deed("d-1", null), Stop));

        Assert.Equal(Value(1, """
            ,"reason":{"S":"ticket 4711"},"fields":{"M":{"approved by":{"S":"u-8"},"ticket":{"S":"4711"}}}
            """), Stored);
        Assert.Equal(new Deed("d-1", null), await Table().GetAsync(Key("d-1"), Stop));
    }

    [Theory]
    [InlineData("put")]
    [InlineData("create")]
    [InlineData("replace")]
    [InlineData("update")]
    [InlineData("batch")]
    [InlineData("transaction")]
    public async Task Each_kind_of_write_stores_it_with_another_nonce(string write)
    {
        var table = Table().Because("why");
        if (write != "create")
        {
            await Table().CreateAsync(new Deed("d-1", null), Stop);
        }

        await WriteAsync(table, write);

        Assert.Equal(Value(1, ""","reason":{"S":"why"}"""), Stored);
        if (write != "create")
        {
            await WriteAsync(table, write);
            Assert.Equal(Value(2, ""","reason":{"S":"why"}"""), Stored);
        }
    }

    [Theory]
    [InlineData("put", true)]
    [InlineData("update", true)]
    [InlineData("replace", false)]
    [InlineData("batch", false)]
    public async Task A_write_without_a_reason_leaves_the_attribute_unless_it_replaces_the_item(string write, bool isLeft)
    {
        await Table().Because("why").PutAsync(new Deed("d-1", null), Stop);

        await WriteAsync(Table(), write);

        Assert.Equal(isLeft ? Value(1, ""","reason":{"S":"why"}""") : null, Stored);
    }

    [Fact]
    public async Task A_batch_stores_a_nonce_for_each_item()
    {
        await Table().Because("why").PutManyAsync([new Deed("d-1", null), new Deed("d-2", null)], Stop);

        Assert.Equal(2, _store.Items.Select(static item => Encoding.UTF8.GetString(item.Json.Span)[^60..]).Distinct().Count());
    }

    [Fact]
    public async Task A_delete_stores_it_with_the_nonce_of_its_mark()
    {
        await Table().PutAsync(new Deed("d-1", null), Stop);
        var marked = "";
        var table = Table(store: new BeforeDelete(_store, () => marked = Encoding.UTF8.GetString(_store.Items[0].Json.Span)));

        await table.As("u-7").Because("why").DeleteAsync(Key("d-1"), Stop);

        var nonce = new Guid(2, 0, 0, new byte[8]).ToString("N");
        Assert.Contains($$$$"""
            "fw24:deleting":{"S":"1795341900900 {{{{nonce}}}}"},"fw24:because":{"M":{"nonce":{"S":"{{{{nonce}}}}"},"reason":{"S":"why"}}}
            """, marked, StringComparison.Ordinal);
        Assert.Empty(_store.Items);
    }

    [Fact]
    public async Task A_delete_that_cannot_store_it_is_refused()
    {
        await Table().PutAsync(new Deed("d-1", null), Stop);
        var unstamped = Table(stampsDeletes: false).As("u-7").Because("why");
        string[] messages =
        [
            (await Assert.ThrowsAsync<InvalidOperationException>(() => unstamped.DeleteAsync(Key("d-1"), Stop))).Message,
            (await Assert.ThrowsAsync<InvalidOperationException>(() => unstamped.DeleteAsync(new Deed("d-1", null), Stop))).Message,
            (await Assert.ThrowsAsync<InvalidOperationException>(() => unstamped.DeleteManyAsync([Key("d-1")], Stop))).Message,
            Assert.Throws<InvalidOperationException>(() => new ItemTransaction().Delete(unstamped, Key("d-1"))).Message,
        ];

        Assert.All(messages, static message => Assert.Contains("set StampDeletes", message, StringComparison.Ordinal));
        Assert.Contains("name the actor with As", (await Assert.ThrowsAsync<InvalidOperationException>(
            () => Table().Because("why").DeleteAsync(Key("d-1"), Stop))).Message, StringComparison.Ordinal);
        Assert.Single(_store.Items);
    }

    [Fact]
    public void A_table_without_an_audit_has_no_use_for_a_reason()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Table(isAudited: false).Because("why"));

        Assert.Contains("deeds has no audit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_reason_cannot_be_is_refused()
    {
        var table = Table();

        Assert.Throws<ArgumentException>(() => table.Because(" "));
        Assert.Throws<ArgumentNullException>(() => table.Because(null!));
        Assert.Throws<ArgumentException>(() => table.Because("why", ("", "x")));
        Assert.Throws<ArgumentException>(() => table.Because("why", ("x", null!)));
        Assert.Throws<ArgumentException>(() => table.Because("\ud800"));
        Assert.Contains("the field x twice", Assert.Throws<ArgumentException>(
            () => table.Because("why", ("x", "1"), ("x", "2"))).Message, StringComparison.Ordinal);

        _ = table.Because(new string('ü', 500), ("a", new string('x', 23)));
        var error = Assert.Throws<ArgumentException>(() => table.Because(new string('ü', 500), ("a", new string('x', 24))));
        Assert.Contains("at most 1024 bytes in UTF-8, these have 1025", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_reason_is_the_one()
    {
        await Table().Because("one", ("x", "1")).Because("two").PutAsync(new Deed("d-1", null), Stop);

        Assert.Equal(Value(1, ""","reason":{"S":"two"}"""), Stored);
    }

    private static async Task WriteAsync(ITable<Deed> table, string write)
    {
        var deed = new Deed("d-1", "u-1");
        await (write switch
        {
            "put" => table.PutAsync(deed, Stop),
            "create" => table.CreateAsync(deed, Stop),
            "replace" => table.ReplaceAsync(deed, Stop),
            "update" => table.UpdateAsync(Key("d-1"), 0, static _ => { }, Stop),
            "batch" => table.PutManyAsync([deed], Stop),
            _ => new ItemTransaction().Put(table, deed).CommitAsync(cancellationToken: Stop),
        });
    }

    private static string Value(int nonce, string rest)
        => $$$"""{"M":{"nonce":{"S":"{{{new Guid(nonce, 0, 0, new byte[8]):N}}}"}{{{rest.Trim()}}}}}""";

    private static ItemImage Key(string id) => new(Encoding.UTF8.GetBytes($$$"""{"Id":{"S":"{{{id}}}"}}"""));

    private Table<Deed> Table(bool isAudited = true, bool stampsDeletes = true, IItemStore? store = null)
    {
        var entity = new EntityModel<Deed>
        {
            Name = "Deed",
            Actor = "By",
            StampsDeletes = stampsDeletes,
            Optional = ["By"],
            Read = static (ref item) => Read(ref item),
            Write = static (writer, deed) => Write(writer, deed),
        };
        var model = new TableModel
        {
            Name = "deeds",
            PartitionKey = new KeyAttribute("Id", KeyType.String),
            Audit = isAudited ? new AuditAttribute(AuditLoggerType.Console) : null,
            Entities = [entity],
        };
        return new Table<Deed>(model, entity, store ?? _store, time: _time, nonces: () => new Guid(++_nonce, 0, 0, new byte[8]));
    }

    private static Deed Read(ref ItemReader item)
    {
        var deed = new Deed("", null);
        while (item.NextAttribute(out var name))
        {
            if (name.Is("Id"u8))
            {
                deed = deed with { Id = item.ReadString() };
            }
            else if (name.Is("By"u8))
            {
                deed = deed with { By = item.ReadString() };
            }
            else
            {
                item.SkipValue();
            }
        }

        return deed;
    }

    private static void Write(ItemWriter writer, Deed deed)
    {
        writer.WriteName("Id"u8);
        writer.WriteString(deed.Id);
        if (deed.By is not null)
        {
            writer.WriteName("By"u8);
            writer.WriteString(deed.By);
        }
    }

    private sealed record Deed(string Id, string? By);

    private sealed class BeforeDelete(IItemStore store, Action act) : DelegatingItemStore(store)
    {
        public override ValueTask<bool> DeleteAsync(
            string table, ItemImage key, ItemCondition? condition, CancellationToken cancellationToken)
        {
            act();
            return base.DeleteAsync(table, key, condition, cancellationToken);
        }
    }
}
