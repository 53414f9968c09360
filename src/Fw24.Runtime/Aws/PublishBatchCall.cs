using System.Buffers.Text;
using System.Xml;
using Amazon.Runtime;
using Fw24.Aws.Client.Forms;
using Fw24.Messages;

namespace Fw24.Aws;

/// <summary>A PublishBatch call of SNS (Query protocol, version 2010-03-31): its request and response.</summary>
internal static class PublishBatchCall
{
    // The parameters of an entry without its values: nine names of about 80 bytes.
    private const int EntryOverhead = 1024;

    /// <summary>Writes the parameters of a call.</summary>
    /// <param name="topicArn">The topic.</param>
    /// <param name="messages">At most ten messages. The index of a message is the id of its entry.</param>
    /// <returns>The parameters; dispose them after the call.</returns>
    public static FormWriter Write(string topicArn, IReadOnlyList<ChangeMessage> messages)
    {
        var capacity = EntryOverhead;
        foreach (var message in messages)
        {
            // Encoding quotes and braces makes JSON about half again as long.
            capacity += EntryOverhead + ((message.Body.Length + message.Changed.Length) * 2);
        }

        var form = new FormWriter(capacity);
        try
        {
            Write(form, topicArn, messages);
            return form;
        }
        catch (Exception)
        {
            form.Dispose();
            throw;
        }
    }

    /// <summary>Reads the response of a call.</summary>
    /// <param name="answer">The response's XML.</param>
    /// <param name="count">The number of messages sent.</param>
    /// <returns>The failures in the order of the messages, including messages that the response does not mention.</returns>
    /// <exception cref="AmazonClientException">The response is not one of PublishBatch: the outcome of all messages is unknown.</exception>
    public static IReadOnlyList<PublishFailure> Read(ReadOnlyMemory<byte> answer, int count)
    {
        var published = new bool[count];
        var failed = new PublishFailure?[count];
        try
        {
            ReadMembers(answer, published, failed);
        }
        catch (XmlException exception)
        {
            throw new AmazonClientException("SNS's response to PublishBatch is not XML: the outcome of its messages is unknown.", exception);
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
                (failures ??= []).Add(new PublishFailure(i, "NoAnswer", "SNS's response does not mention this message.", SenderFault: false));
            }
        }

        return failures ?? (IReadOnlyList<PublishFailure>)[];
    }

    /// <summary>Indicates whether an error may be caused by the message itself.</summary>
    /// <remarks>
    /// Other sender faults (permissions, a key, a deleted topic) are errors of the stack that affect every message until they are fixed; retry them.
    /// </remarks>
    /// <param name="code">SNS's error code.</param>
    public static bool IsOfMessage(string? code)
        => code is "InvalidParameter" or "InvalidParameterValue" or "ParameterValueInvalid" or PublishFailure.TooLong;

    private static void Write(FormWriter form, string topicArn, IReadOnlyList<ChangeMessage> messages)
    {
        form.WriteName("Action="u8);
        form.WriteValue("PublishBatch"u8);
        form.WriteName("&Version="u8);
        form.WriteValue("2010-03-31"u8);
        form.WriteName("&TopicArn="u8);
        form.WriteValue(topicArn);
        for (var i = 0; i < messages.Count; i++)
        {
            WriteEntry(form, i, messages[i]);
        }
    }

    private static void WriteEntry(FormWriter form, int index, in ChangeMessage message)
    {
        var names = PublishEntryNames.Of(index);
        Span<byte> id = stackalloc byte[11];
        Utf8Formatter.TryFormat(index, id, out var idLength);
        form.WriteName(names.Id);
        form.WriteValue(id[..idLength]);
        form.WriteName(names.Message);
        form.WriteJson(message.Body.Span);
        if (!message.GroupId.IsEmpty)
        {
            form.WriteName(names.MessageGroupId);
            form.WriteValue(message.GroupId.Span);
        }

        if (!message.DeduplicationId.IsEmpty)
        {
            form.WriteName(names.MessageDeduplicationId);
            form.WriteValue(message.DeduplicationId.Span);
        }

        form.WriteName(names.Entity);
        form.WriteValue(message.Entity);
        form.WriteName(names.Operation);
        form.WriteValue(message.Operation);
        form.WriteName(names.Changed);
        form.WriteJson(message.Changed.Span);
        form.WriteName(names.Schema);
        form.WriteValue(ChangeMessage.Schema);
        if (message.TraceParent is not null)
        {
            form.WriteName(names.TraceParent);
            form.WriteValue(message.TraceParent);
        }
    }

    // <PublishBatchResponse><PublishBatchResult><Successful><member>…</member></Successful><Failed><member>…</member></Failed>…
    private static void ReadMembers(ReadOnlyMemory<byte> answer, bool[] published, PublishFailure?[] failed)
    {
        using var xml = XmlReader.Create(
            new MemoryStream(answer.ToArray(), writable: false),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreWhitespace = true, IgnoreComments = true });

        if (xml.MoveToContent() is not XmlNodeType.Element || xml.LocalName != "PublishBatchResponse")
        {
            throw new AmazonClientException("SNS's response to PublishBatch is XML of another kind: the outcome of its messages is unknown.");
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
            // Reading an element's text advances to the next element.
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

        return new PublishFailure(index, code, message, senderFault && IsOfMessage(code));
    }
}
