using System.Globalization;
using System.Text;
using Fw24.Functions.Streams;

namespace Fw24.Aws;

/// <summary>The parameter names of one entry in the form of a PublishBatch call. They make up a third of the form and are constant.</summary>
internal sealed class PublishEntryNames
{
    private static readonly PublishEntryNames?[] s_byIndex = new PublishEntryNames?[GroupScheduler.MaxCallEntries];

    private readonly string _entry;

    private PublishEntryNames(int index)
    {
        _entry = string.Create(CultureInfo.InvariantCulture, $"&PublishBatchRequestEntries.member.{index + 1}.");
        Id = Name("Id");
        Message = Name("Message");
        MessageGroupId = Name("MessageGroupId");
        MessageDeduplicationId = Name("MessageDeduplicationId");
        Entity = Attribute(1, "entity", "String");
        Operation = Attribute(2, "operation", "String");
        Changed = Attribute(3, "changed", "String.Array");
        Schema = Attribute(4, "schema", "String");
        TraceParent = Attribute(5, "traceparent", "String");
    }

    public byte[] Id { get; }

    public byte[] Message { get; }

    public byte[] MessageGroupId { get; }

    public byte[] MessageDeduplicationId { get; }

    /// <summary>The name and type of the message attribute <c>entity</c>, up to its value; the other attributes likewise.</summary>
    public byte[] Entity { get; }

    public byte[] Operation { get; }

    public byte[] Changed { get; }

    public byte[] Schema { get; }

    public byte[] TraceParent { get; }

    /// <summary>Gets the names of an entry, created on first use.</summary>
    /// <param name="index">The entry's index in its call: 0 to 9.</param>
    public static PublishEntryNames Of(int index) => s_byIndex[index] ??= new PublishEntryNames(index);

    private byte[] Name(string name) => Encoding.UTF8.GetBytes($"{_entry}{name}=");

    // &….MessageAttributes.entry.1.Name=entity&….MessageAttributes.entry.1.Value.DataType=String&….MessageAttributes.entry.1.Value.StringValue=
    private byte[] Attribute(int number, string name, string type)
    {
        var attribute = string.Create(CultureInfo.InvariantCulture, $"{_entry}MessageAttributes.entry.{number}.");
        return Encoding.UTF8.GetBytes($"{attribute}Name={name}{attribute}Value.DataType={type}{attribute}Value.StringValue=");
    }
}
