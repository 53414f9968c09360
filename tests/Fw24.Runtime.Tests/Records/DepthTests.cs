using System.Text;
using Fw24.Audit;
using Fw24.Audit.Records;
using Fw24.Changes.Reading;
using Fw24.Items;
using Fw24.Json;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Records;

/// <summary>All readers of items accept the same depth of lists and maps: an item that one accepts is rejected by no other.</summary>
public sealed class DepthTests
{
    public static TheoryData<string, string, string> Nestings => new()
    {
        { "{\"L\":[", "]}", """{"S":"x"}""" },
        { "{\"M\":{\"m\":", "}}", """{"N":"1"}""" },
        { "{\"L\":[", "]}", """{"NS":["1","2"]}""" },
        { "{\"M\":{\"m\":", "}}", """{"BOOL":true}""" },
    };

    [Theory]
    [MemberData(nameof(Nestings))]
    public void Fuzz8_the_deepest_value_passes_everywhere_and_one_level_more_nowhere(string opening, string closing, string leaf)
    {
        foreach (var (levels, passes) in new[] { (1, true), (AttributeTypes.MaxDepth - 1, true), (AttributeTypes.MaxDepth, true), (AttributeTypes.MaxDepth + 1, false) })
        {
            var value = string.Concat(Enumerable.Repeat(opening, levels)) + leaf + string.Concat(Enumerable.Repeat(closing, levels));
            var other = value.Replace(leaf, """{"B":"AQ=="}""", StringComparison.Ordinal);
            var (item, changed) = (Item(value), Item(other));
            using var digest = new ImageDigest(new HiddenAttributes(AuditTable.Model()));

            Check("stream event", () => ThrowFault(Assert.Single(StreamBatch.Read(StreamEvents.Event(StreamEvents.Modify(newImage: $$$"""{"OrderId":{"S":"ord-1"},"a":{{{value}}}}"""))))));
            Check("change message", () => ChangeEnvelope.Read(Encoding.UTF8.GetBytes($$$"""{"specversion":"1.0","id":"e","type":"fw24.order.inserted.v1","data":{"Keys":{"Id":{"S":"item-1"}},"SequenceNumber":"1","NewImage":{{{Encoding.UTF8.GetString(item.Json.Span)}}}}}""")));
            Check("digest", () => digest.Of(item));
            Check("keyed hash", () => ValueHmac.Compute(new byte[32], Encoding.UTF8.GetBytes(value)));
            Check("map", () => AttributeMap.FromItem(item));
            Check("value", () => AttributeMap.FromValue(Encoding.UTF8.GetBytes(value)));
            Check("equality", () => AttributeEquality.AreEqual(Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(other)));
            Check("diff", () => new ImageDiff().Compare(item, changed));
            Check("audit record", () => AuditTable.Writer().Write(AuditTable.Change(default, item, AuditTable.ImageOf(RandomHistory.Keys))));
            if (passes)
            {
                var entry = AuditEntry.Parse(AuditTable.Writer().Write(AuditTable.Change(default, item, AuditTable.ImageOf(RandomHistory.Keys))).Json.Span);
                Assert.True(AuditTable.Same(item, Assert.Single(AuditTrail.Gather([entry])).Fold().Item));
            }

            void Check(string reader, Action read)
            {
                var failure = Record.Exception(read);
                Assert.True(passes ? failure is null : failure is ItemFormatException, $"{reader}, {levels} levels: {failure?.Message ?? "passed"}");
            }
        }
    }

    private static void ThrowFault(StreamRecord record)
    {
        if (record.Fault is not null)
        {
            throw new ItemFormatException("Stream event", "", "no fault", record.Fault);
        }
    }

    private static ItemImage Item(string value) => new(Encoding.UTF8.GetBytes($$"""{"Id":{"S":"item-1"},"a":{{value}}}"""));
}
