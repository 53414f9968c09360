using Fw24.Audit;
using Fw24.Audit.Reading;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit.Trails;

/// <summary>Which records are changes of an attribute.</summary>
public sealed class AttributeFilterTests
{
    [Fact]
    public void An_element_that_is_removed_from_a_list_is_no_removal_of_the_list()
    {
        const string Long = """{"Id":{"S":"item-1"},"Lines":{"L":[{"N":"1"},{"N":"2"}]}}""";
        const string Short = """{"Id":{"S":"item-1"},"Lines":{"L":[{"N":"1"}]}}""";
        const string None = """{"Id":{"S":"item-1"}}""";
        var (shorter, none) = (Entry(Long, Short), Entry(Short, None));

        var toNone = new AttributeFilter(["Lines"], @new: ReadOnlyMemory<byte>.Empty);
        Assert.Equal((false, true), (toNone.Matches(shorter, false), toNone.Matches(none, false)));
        var fromNone = new AttributeFilter(["Lines"], old: ReadOnlyMemory<byte>.Empty);
        Assert.Equal((false, true), (fromNone.Matches(Entry(Short, Long), false), fromNone.Matches(Entry(None, Short), false)));
        Assert.True(new AttributeFilter(["Lines"]).Matches(shorter, false));
    }

    [Fact]
    public void A_change_of_secrets_alone_is_none_of_another_attribute()
    {
        var entry = Entry("""{"Id":{"S":"item-1"},"State":{"S":"A"}}""", """{"Id":{"S":"item-1"}}""");
        var secret = new AuditEntry
        {
            EventId = entry.EventId,
            Time = entry.Time,
            RecordedAt = entry.RecordedAt,
            App = entry.App,
            Table = entry.Table,
            Entity = entry.Entity,
            Operation = entry.Operation,
            Key = entry.Key,
            Changes = [],
            Redacted = ["Email"],
            ActorKind = entry.ActorKind,
            Origin = entry.Origin,
            SequenceNumber = entry.SequenceNumber,
        };

        var erased = secret.Erased(AuditTable.Start, ErasureScope.Values);
        Assert.True(new AttributeFilter(["Email"]).Matches(erased, isSensitive: true));
        Assert.False(new AttributeFilter(["State"]).Matches(erased, isSensitive: false));
        var nameless = secret.Erased(AuditTable.Start, ErasureScope.Names);
        Assert.True(new AttributeFilter(["State"]).Matches(nameless, isSensitive: false));
    }

    private static AuditEntry Entry(string old, string @new)
        => AuditEntry.Parse(AuditTable.Writer().Write(AuditTable.Change(old, @new)).Json.Span);
}
