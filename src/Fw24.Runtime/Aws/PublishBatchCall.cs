using System.Buffers.Text;
using System.Xml;
using Amazon.Runtime;
using Fw24.Publishing;

namespace Fw24.Aws;

/// <summary>A PublishBatch call of SNS (Query protocol, version 2010-03-31): what is sent, and what its answer says.</summary>
internal static class PublishBatchCall
{
    // What the parameters of an entry take besides its values: nine names of some 80 bytes.
    private const int EntryOverhead = 1024;

    /// <summary>Writes the parameters of a call.</summary>
    /// <param name="topicArn">The topic.</param>
    /// <param name="messages">At most ten messages. A message's index is its entry's id.</param>
    /// <returns>The parameters; to be disposed of after the call.</returns>
    public static FormWriter Write(string topicArn, IReadOnlyList<ChangeMessage> messages)
    {
        var capacity = EntryOverhead;
        foreach (var message in messages)
        {
            // JSON is about half again as long once its quotes and braces are encoded.
            capacity += EntryOverhead + (message.Size * 2);
        }

        var form = new FormWriter(capacity);
        form.WriteName(default, "Action"u8);
        form.WriteValue("PublishBatch"u8);
        form.WriteName(default, "Version"u8);
        form.WriteValue("2010-03-31"u8);
        form.WriteName(default, "TopicArn"u8);
        form.WriteValue(topicArn);
        for (var i = 0; i < messages.Count; i++)
        {
            WriteEntry(form, i, messages[i]);
        }

        return form;
    }

    /// <summary>Reads which messages of a call were not published.</summary>
    /// <param name="answer">The answer's XML.</param>
    /// <param name="count">How many messages were sent.</param>
    /// <returns>The failures in the order of the messages. A message that the answer does not say anything about is among them.</returns>
    /// <exception cref="AmazonClientException">The answer is not one of PublishBatch: nothing is known of any message.</exception>
    public static IReadOnlyList<PublishFailure> Read(ReadOnlyMemory<byte> answer, int count)
    {
        var published = new bool[count];
        var failed = new PublishFailure?[count];
        try
        {
            ReadMembers(answer, published, failed);
        }
        catch (XmlException e)
        {
            throw new AmazonClientException("SNS answered PublishBatch with what is no XML; nothing is known of its messages.", e);
        }

        List<PublishFailure>? failures = null;
        for (var i = 0; i < count; i++)
        {
            if (failed[i] is { } failure)
            {
                (failures ??= []).Add(failure);
            }
            else if (!published[i])
            {
                (failures ??= []).Add(new PublishFailure(i, "NoAnswer", "SNS's answer does not mention this message.", SenderFault: false));
            }
        }

        return failures ?? (IReadOnlyList<PublishFailure>)[];
    }

    private static void WriteEntry(FormWriter form, int index, in ChangeMessage message)
    {
        Span<byte> name = stackalloc byte[64];
        var prefix = Numbered(name, "PublishBatchRequestEntries.member."u8, index + 1);

        Span<byte> id = stackalloc byte[11];
        Utf8Formatter.TryFormat(index, id, out var idLength);
        form.WriteName(prefix, "Id"u8);
        form.WriteValue(id[..idLength]);
        form.WriteName(prefix, "Message"u8);
        form.WriteJson(message.Body.Span);
        if (!message.GroupId.IsEmpty)
        {
            form.WriteName(prefix, "MessageGroupId"u8);
            form.WriteValue(message.GroupId.Span);
        }

        if (!message.DeduplicationId.IsEmpty)
        {
            form.WriteName(prefix, "MessageDeduplicationId"u8);
            form.WriteValue(message.DeduplicationId.Span);
        }

        var attribute = 1;
        WriteAttributeName(form, prefix, attribute++, "entity"u8, "String"u8);
        form.WriteValue(message.Entity);
        WriteAttributeName(form, prefix, attribute++, "operation"u8, "String"u8);
        form.WriteValue(message.Operation);
        WriteAttributeName(form, prefix, attribute++, "changed"u8, "String.Array"u8);
        form.WriteJson(message.Changed.Span);
        WriteAttributeName(form, prefix, attribute++, "schema"u8, "String"u8);
        form.WriteValue(ChangeMessage.Schema);
        if (message.TraceParent is not null)
        {
            WriteAttributeName(form, prefix, attribute, "traceparent"u8, "String"u8);
            form.WriteValue(message.TraceParent);
        }
    }

    // PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Name=entity&….Value.DataType=String&….Value.StringValue=
    private static void WriteAttributeName(FormWriter form, ReadOnlySpan<byte> entry, int number, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> type)
    {
        Span<byte> name = stackalloc byte[128];
        entry.CopyTo(name);
        var prefix = name[..(entry.Length + Numbered(name[entry.Length..], "MessageAttributes.entry."u8, number).Length)];

        form.WriteName(prefix, "Name"u8);
        form.WriteValue(attribute);
        form.WriteName(prefix, "Value.DataType"u8);
        form.WriteValue(type);
        form.WriteName(prefix, "Value.StringValue"u8);
    }

    private static ReadOnlySpan<byte> Numbered(Span<byte> target, ReadOnlySpan<byte> list, int number)
    {
        list.CopyTo(target);
        Utf8Formatter.TryFormat(number, target[list.Length..], out var digits);
        target[list.Length + digits] = (byte)'.';
        return target[..(list.Length + digits + 1)];
    }

    // <PublishBatchResponse><PublishBatchResult><Successful><member>…</member></Successful><Failed><member>…</member></Failed>…
    private static void ReadMembers(ReadOnlyMemory<byte> answer, bool[] published, PublishFailure?[] failed)
    {
        using var xml = XmlReader.Create(
            new MemoryStream(answer.ToArray(), writable: false),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreWhitespace = true, IgnoreComments = true });

        if (xml.MoveToContent() is not XmlNodeType.Element || xml.LocalName != "PublishBatchResponse")
        {
            throw new AmazonClientException("SNS answered PublishBatch with XML of another kind; nothing is known of its messages.");
        }

        var list = "";
        while (xml.Read())
        {
            if (xml.NodeType is not XmlNodeType.Element)
            {
                continue;
            }

            if (xml.LocalName is "Successful" or "Failed")
            {
                list = xml.LocalName;
            }
            else if (xml.LocalName is "member" && ReadMember(xml) is var member && member.Index >= 0 && member.Index < published.Length)
            {
                if (list is "Successful")
                {
                    published[member.Index] = true;
                }
                else
                {
                    failed[member.Index] = member;
                }
            }
        }
    }

    private static PublishFailure ReadMember(XmlReader xml)
    {
        var (index, code, message, senderFault) = (-1, "Unknown", (string?)null, false);
        using var member = xml.ReadSubtree();
        member.Read();
        member.Read();
        while (!member.EOF)
        {
            // Reading an element's text moves on to the next element by itself.
            switch (member.NodeType is XmlNodeType.Element ? member.LocalName : "")
            {
                case "Id":
                    index = int.TryParse(member.ReadElementContentAsString(), out var id) ? id : -1;
                    break;
                case "Code":
                    code = member.ReadElementContentAsString();
                    break;
                case "Message":
                    message = member.ReadElementContentAsString();
                    break;
                case "SenderFault":
                    senderFault = member.ReadElementContentAsString() is "true";
                    break;
                default:
                    member.Read();
                    break;
            }
        }

        return new PublishFailure(index, code, message, senderFault);
    }
}
