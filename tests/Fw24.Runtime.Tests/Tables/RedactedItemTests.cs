using System.Text;
using Fw24.Audit;
using Fw24.Items;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Publishing;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Tables;

/// <summary>Redacted values from a message do not overwrite the stored secrets.</summary>
public sealed class RedactedItemTests
{
    private const string Item = """{"Id":{"S":"p-1"},"Email":{"S":"a@b.example"},"Phone":{"S":"1"},"Ssn":{"S":"9"},"Note":{"S":"n"}}""";
    private const string Hash = "hmac:0123456789-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcde";

    private static readonly EntityModel<Patient> s_patient = Entity("Patient", new("Email", Redaction.Remove), new("Phone", Redaction.Mask), new("Ssn", Redaction.Hmac));
    private static readonly EntityModel<Patient> s_open = Entity("Open");

    private readonly MemoryItemStore _store = new("Id");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task W2_The_item_of_a_change_is_not_written_back()
    {
        var table = Table(s_patient);
        await StoreAsync();
        var message = Message(s_patient);

        foreach (var item in new[] { s_patient.ReadNewImage(message), s_patient.ReadOldImage(message) })
        {
            // Not even without the marks.
            item.Phone = item.Ssn = null;
            item.Note = "seen";
            foreach (var write in Writes(table))
            {
                var error = await Assert.ThrowsAsync<RedactedItemException>(() => write(item));
                Assert.Equal(
                    "Patient was not written to patients: the item was read from a change message, which does not contain the values of Email, Phone, Ssn. "
                    + "Read the item from the table, then change and put that one. To store this item as it is, use WithoutRedactionCheck().",
                    error.Message);
            }
        }

        Assert.Equal(Item, Stored());
    }

    [Fact]
    public async Task W2_A_copy_with_the_mark_of_a_redaction_is_not_written()
    {
        var table = Table(s_patient);
        await StoreAsync();
        var item = s_patient.ReadNewImage(Message(s_patient));
        Assert.Equal("***", item.Phone);
        Assert.StartsWith("hmac:", item.Ssn, StringComparison.Ordinal);

        foreach (var (copy, attribute) in new[]
        {
            (new Patient { Id = "p-1", Phone = item.Phone }, "Phone"),
            (new Patient { Id = "p-1", Ssn = item.Ssn }, "Ssn"),

            // Redacted in another way when it was published.
            (new Patient { Id = "p-1", Email = item.Phone }, "Email"),
            (new Patient { Id = "p-1", Phone = item.Ssn }, "Phone"),
        })
        {
            foreach (var write in Writes(table))
            {
                var error = await Assert.ThrowsAsync<RedactedItemException>(() => write(copy));
                Assert.StartsWith($"Patient was not written to patients: {attribute} contains a redaction mark instead of a value, as in change messages and audit records. Read the item from the table", error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(item.Ssn!, error.Message, StringComparison.Ordinal);
            }
        }

        Assert.Equal(Item, Stored());
    }

    [Fact]
    public async Task W2_An_update_does_not_set_a_redaction_mark()
    {
        var phone = new ItemField<string>("Phone", "Patient", static (writer, text) => writer.WriteString(text));
        var key = new ItemImage("""{"Id":{"S":"p-1"}}"""u8.ToArray());

        await Assert.ThrowsAsync<RedactedItemException>(() => Table(s_patient).UpdateAsync(key, phone, Set, Cancellation));
        Assert.Empty(_store.Items);

        await Table(s_patient).WithoutRedactionCheck().UpdateAsync(key, phone, Set, Cancellation);
        Assert.Single(_store.Items);

        static void Set(UpdateBuilder<ItemField<string>> update) => update.OrCreate().Set(static x => x, "***");
    }

    [Fact]
    public async Task W2_An_item_folded_from_audit_records_is_not_written()
    {
        var record = AuditTable.Writer(Model(s_patient)).Write(Message(s_patient, Record with { EventName = "INSERT", OldImage = null }));
        var item = s_patient.FromItem(AttributeMap.FromItem(Assert.Single(AuditTrail.Gather([AuditEntry.Parse(record.Json.Span)])).Fold().Item));
        Assert.Equal(("n", "***"), (item.Note, item.Phone));

        await Assert.ThrowsAsync<RedactedItemException>(() => Table(s_patient).PutAsync(item, Cancellation));
        Assert.Empty(_store.Items);
    }

    [Fact]
    public void W2_No_map_of_the_SDK_is_made_of_a_redacted_item()
    {
        var app = new AppModel { Name = "clinic", Tables = [Model(s_patient)], Handlers = [] };

        Assert.Throws<RedactedItemException>(() => s_patient.ToItem(s_patient.ReadNewImage(Message(s_patient)), app));
        Assert.Throws<RedactedItemException>(() => s_patient.ToItem(new Patient { Id = "p-1", Phone = "***" }, app));
        Assert.Equal("1", s_patient.ToItem(new Patient { Id = "p-1", Phone = "1" }, app)["Phone"].S);
    }

    [Fact]
    public async Task W2_Whoever_means_it_says_so()
    {
        var table = Table(s_patient).WithoutRedactionCheck();
        var item = s_patient.ReadNewImage(Message(s_patient));

        foreach (var write in Writes(table)[..2])
        {
            await StoreAsync();
            await write(item);
            Assert.Equal($$$"""{"Id":{"S":"p-1"},"Phone":{"S":"***"},"Ssn":{"S":"{{{item.Ssn}}}"},"Note":{"S":"n"}}""", Stored());
        }
    }

    [Theory]
    [InlineData(Hash)]
    [InlineData("hmac:k1:0123456789-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcde")]
    [InlineData("hmac:a-_Z0123456789xy:0123456789-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcde")]
    public async Task S7_a_mark_of_today_and_one_of_a_version_before_are_refused(string mark)
    {
        var error = await Assert.ThrowsAsync<RedactedItemException>(() => Table(s_patient).PutAsync(new Patient { Id = "p-1", Ssn = mark }, Cancellation));

        Assert.Contains("Ssn", error.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Items);
    }

    [Theory]
    [InlineData("hmac::0123456789-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcde")]
    [InlineData("hmac:k.1:0123456789-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcde")]
    [InlineData("hmac:k1:0123456789-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcd")]
    [InlineData("hmac:k1:0123456789-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef")]
    [InlineData("hmac:k1:0123456789-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcd=")]
    [InlineData("hmac:k1:0123456789-_ABCDEFGHIJKLMNOPQRSTUVWXYZabc e")]
    [InlineData("hmac:k1:k1:0123456789-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcde")]
    [InlineData("hmac:aaaaaaaaaaaaaaaaa:0123456789-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcde")]
    public async Task S7_what_only_looks_like_a_mark_with_a_key_id_is_written(string value)
    {
        await Table(s_patient).PutAsync(new Patient { Id = "p-1", Ssn = value }, Cancellation);

        Assert.Contains(value, Stored(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task W2_What_only_looks_like_a_mark_is_written()
    {
        var table = Table(s_patient);
        foreach (var value in new[] { "**", "****", "*** ", "a***", "hmac:", Hash[..^1], Hash + "x", Hash[..^1] + "*", Hash.Replace("hmac", "hmaC", StringComparison.Ordinal), "{\"S\":\"***\"}" })
        {
            await table.PutAsync(new Patient { Id = "p-1", Email = value, Phone = value, Ssn = value, Note = value }, Cancellation);
        }

        // Allowed: in an attribute that is not sensitive, and in an entity without sensitive attributes.
        await table.PutAsync(new Patient { Id = "p-1", Note = "***" }, Cancellation);
        await table.PutAsync(new Patient { Id = "p-1", Note = Hash }, Cancellation);
        await Table(s_open).PutAsync(new Patient { Id = "p-1", Phone = "***", Ssn = Hash }, Cancellation);
        await Table(s_open).PutAsync(s_open.ReadNewImage(Message(s_open)), Cancellation);
        Assert.Equal(Item, Stored());
    }

    [Fact]
    public async Task W2_What_is_read_from_the_table_or_from_its_stream_is_written()
    {
        var table = Table(s_patient);
        await StoreAsync();

        await table.PutAsync((await table.GetAsync(Image("""{"Id":{"S":"p-1"}}"""), Cancellation))!, Cancellation);
        await table.PutAsync(s_patient.ReadNewImage(Record.Read()), Cancellation);

        Assert.Equal(Item, Stored());
    }

    [Fact]
    public async Task W2_An_item_of_a_change_may_be_deleted()
    {
        await StoreAsync();

        await Table(s_patient).DeleteAsync(s_patient.ReadNewImage(Message(s_patient)), Cancellation);

        Assert.Empty(_store.Items);
    }

    [Fact]
    public async Task S2_An_item_without_a_secret_that_no_property_holds_lacks_nothing_and_is_written()
    {
        var entity = Entity("Patient", new SensitiveAttributeModel("OldSsn", Redaction.Mask) { IsUnmodelled = true });
        var record = Record with { NewImage = Item.Replace("{\"Id\"", "{\"OldSsn\":{\"S\":\"canary\"},\"Id\"", StringComparison.Ordinal) };
        Assert.DoesNotContain("canary", ChangeMessageWriterTests.Write(record, Model(entity)).Body, StringComparison.Ordinal);

        await Table(entity).PutAsync(entity.ReadNewImage(Message(entity, record)), Cancellation);

        Assert.Equal(Item, Stored());
    }

    [Fact]
    public async Task S2_Nor_do_names_that_no_property_holds_hide_that_others_are_missing()
    {
        var entity = Entity("Patient", new("Email", Redaction.Remove), new SensitiveAttributeModel("OldSsn", Redaction.Mask) { IsUnmodelled = true });

        var error = await Assert.ThrowsAsync<RedactedItemException>(() => Table(entity).PutAsync(entity.ReadNewImage(Message(entity)), Cancellation));

        Assert.Contains("does not contain the values of Email. ", error.Message, StringComparison.Ordinal);
    }

    private static TestRecord Record => new() { EventId = "e-1", SequenceNumber = "100", Keys = """{"Id":{"S":"p-1"}}""", OldImage = Item, NewImage = Item };

    /// <summary>A change as a handler's queue delivers it.</summary>
    private static StreamRecord Message(EntityModel<Patient> entity, TestRecord? record = null)
        => ChangeEnvelope.Read(Encoding.UTF8.GetBytes(ChangeMessageWriterTests.Write(record ?? Record, Model(entity), environment: RedactorTests.Environment).Body));

    private static Func<Patient, Task>[] Writes(ITable<Patient> table) =>
    [
        item => table.PutAsync(item, Cancellation),
        item => table.ReplaceAsync(item, Cancellation),
        item => table.CreateAsync(item, Cancellation),
    ];

    private async Task StoreAsync() => await _store.PutAsync("patients", Image(Item), null, Cancellation);

    private string Stored() => Encoding.UTF8.GetString(Assert.Single(_store.Items).Json.Span);

    private Table<Patient> Table(EntityModel<Patient> entity) => new(Model(entity), entity, _store);

    private static TableModel Model(EntityModel<Patient> entity) => new()
    {
        Name = "patients",
        PartitionKey = new KeyAttribute("Id", KeyType.String),
        Entities = [entity],
        Stream = new StreamEnabledAttribute(),
    };

    private static ItemImage Image(string json) => new(Encoding.UTF8.GetBytes(json));

    private static EntityModel<Patient> Entity(string name, params SensitiveAttributeModel[] sensitive) => new()
    {
        Name = name,
        Sensitive = sensitive,
        Read = static (ref item) =>
        {
            var patient = new Patient { Id = "" };
            while (item.NextAttribute(out var name))
            {
                if (name.Is("Id"u8))
                {
                    patient.Id = item.ReadString();
                }
                else if (name.Is("Email"u8))
                {
                    patient.Email = item.ReadString();
                }
                else if (name.Is("Phone"u8))
                {
                    patient.Phone = item.ReadString();
                }
                else if (name.Is("Ssn"u8))
                {
                    patient.Ssn = item.ReadString();
                }
                else if (name.Is("Note"u8))
                {
                    patient.Note = item.ReadString();
                }
                else
                {
                    item.SkipValue();
                }
            }

            return patient;
        },
        Write = static (item, patient) =>
        {
            foreach (var (name, value) in new[] { ("Id", patient.Id), ("Email", patient.Email), ("Phone", patient.Phone), ("Ssn", patient.Ssn), ("Note", patient.Note) })
            {
                if (value is not null)
                {
                    item.WriteName(name);
                    item.WriteString(value);
                }
            }
        },
    };

    private sealed class Patient
    {
        public required string Id { get; set; }

        public string? Email { get; set; }

        public string? Phone { get; set; }

        public string? Ssn { get; set; }

        public string? Note { get; set; }
    }
}
