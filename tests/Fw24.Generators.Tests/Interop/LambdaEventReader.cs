using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.DynamoDBEvents;

namespace Fw24.Generators.Tests.Interop;

/// <summary>Reads an event as AWS's own serializer does for a function that takes a <see cref="DynamoDBEvent"/>.</summary>
internal static class LambdaEventReader
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNameCaseInsensitive = true, MaxDepth = 256, Converters = { new SecondsConverter(), new BinaryConverter() } };

    public static IList<DynamoDBEvent.DynamodbStreamRecord> Read(byte[] payload)
        => JsonSerializer.Deserialize<DynamoDBEvent>(payload, s_options)!.Records;

    private sealed class SecondsConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => DateTime.UnixEpoch.AddSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
            => throw new NotSupportedException();
    }

    private sealed class BinaryConverter : JsonConverter<MemoryStream>
    {
        public override MemoryStream Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => new(reader.GetBytesFromBase64());

        public override void Write(Utf8JsonWriter writer, MemoryStream value, JsonSerializerOptions options)
            => throw new NotSupportedException();
    }
}
