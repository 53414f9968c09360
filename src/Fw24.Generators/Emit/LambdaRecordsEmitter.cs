using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;

namespace Fw24.Generators.Emit;

/// <summary>
/// Prints <c>{App}App.LambdaRecords.g.cs</c>: typed changes from the records of Amazon.Lambda.DynamoDBEvents, for a project that references it.
/// </summary>
internal static class LambdaRecordsEmitter
{
    private const string Event = "LambdaEvents::DynamoDBEvent";

    private static readonly Alias[] s_aliases = [Alias.CodeDom, Alias.Collections, Alias.Fw24, Alias.LambdaEvents, Alias.System];

    public static string Emit(AppModel app)
    {
        var writer = Code.File([], app.Namespace, s_aliases);
        writer.Write($$"""
            /// <summary>Reads the records of <c>Amazon.Lambda.DynamoDBEvents</c> as typed changes.</summary>
            {{Code.GeneratedCode}}
            internal static class {{Names.LambdaRecords}}
            """);
        writer.Open();
        foreach (var record in app.LambdaRecords)
        {
            WriteEntity(writer, app, record);
        }

        WriteParse(writer);
        WriteValues(writer);
        writer.Close();
        return writer.ToString();
    }

    private static void WriteEntity(SourceWriter writer, AppModel app, LambdaRecordModel record) => writer.Write($"""
        /// <summary>Reads a record as {Code.Article(record.Method)} <see cref="{record.Change}"/>.</summary>
        /// <param name="record">The record.</param>
        /// <returns>The change; <see langword="null"/> if the record belongs to another entity of the table or to none.</returns>
        /// <exception cref="Fw24::ItemFormatException">The record is not a stream record, or an image is not an item of the entity.</exception>
        /// <exception cref="Fw24::MissingImageException">An image is missing because the stream's view type does not include it.</exception>
        public static {record.Change}? To{record.Method}(this {Event}.DynamodbStreamRecord record)
            => Parse(record).ReadChange({app.ClassName}.Model, {record.Model}, {record.Change}.Read);

        """);

    private static void WriteParse(SourceWriter writer) => writer.Write($$"""
        private static Fw24::Aws.ParsedStreamRecord Parse({{Event}}.DynamodbStreamRecord record)
        {
            System::ArgumentNullException.ThrowIfNull(record);
            return new()
            {
                EventId = record.EventID,
                EventName = record.EventName,
                EventSourceArn = record.EventSourceArn,
                AwsRegion = record.AwsRegion,
                IdentityType = record.UserIdentity?.Type,
                IdentityPrincipal = record.UserIdentity?.PrincipalId,
                SequenceNumber = record.Dynamodb?.SequenceNumber,
                ChangedAt = record.Dynamodb?.ApproximateCreationDateTime,
                Keys = Item(record.Dynamodb?.Keys),
                OldImage = Item(record.Dynamodb?.OldImage),
                NewImage = Item(record.Dynamodb?.NewImage),
            };
        }

        private static Fw24::ItemImage Item(Collections::Dictionary<string, {{Event}}.AttributeValue>? item)
            => item is null ? default : Fw24::ItemWriter.ToItem(item, WriteAttributes);

        private static void WriteAttributes(Fw24::ItemWriter writer, Collections::Dictionary<string, {{Event}}.AttributeValue> item)
        {
            foreach (var (name, value) in item)
            {
                writer.WriteName(name);
                Write(writer, value);
            }
        }

        """);

    // Booleans come last: version 3.0 of the package cannot distinguish false from unset.
    private static void WriteValues(SourceWriter writer) => writer.Write($$"""
        private static void Write(Fw24::ItemWriter writer, {{Event}}.AttributeValue value)
        {
            switch (value)
            {
                case { S: { } text }:
                    writer.WriteString(text);
                    break;
                case { N: { } number }:
                    writer.WriteNumberText(number);
                    break;
                case { B: { } bytes }:
                    WriteBytes(writer, bytes);
                    break;
                case { M: { } map }:
                    writer.WriteDictionary(map, Write);
                    break;
                case { L: { } list }:
                    writer.WriteList(list, Write);
                    break;
                case { SS: { } texts }:
                    writer.WriteSet(texts, static (element, text) => element.WriteString(text));
                    break;
                case { NS: { } numbers }:
                    writer.WriteSet(numbers, static (element, number) => element.WriteNumberText(number));
                    break;
                case { BS: { } binaries }:
                    writer.WriteSet(binaries, WriteBytes);
                    break;
                case { NULL: true }:
                    writer.WriteNull();
                    break;
                case { BOOL: true }:
                    writer.WriteBoolean(true);
                    break;
                case { BOOL: false }:
                    writer.WriteBoolean(false);
                    break;
                default:
                    throw new System::ArgumentException("A value of the record has no DynamoDB type.", nameof(value));
            }
        }

        private static void WriteBytes(Fw24::ItemWriter writer, System::IO.MemoryStream bytes) => writer.WriteBytes(bytes.ToArray());
        """);
}
