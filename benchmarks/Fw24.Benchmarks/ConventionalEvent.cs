using Amazon.DynamoDBv2.Model;

namespace Fw24.Benchmarks;

// The usual shape of the event classes that .NET Lambda functions deserialize a stream event to. The names are the event's own.
#pragma warning disable IDE1006

internal sealed class ConventionalEvent
{
    public List<ConventionalRecord> Records { get; set; } = [];
}

internal sealed class ConventionalRecord
{
    public string? eventID { get; set; }
    public string? eventName { get; set; }
    public string? eventSourceARN { get; set; }
    public string? awsRegion { get; set; }
    public ConventionalData dynamodb { get; set; } = new();
}

internal sealed class ConventionalQueueEvent
{
    public List<ConventionalMessage> Records { get; set; } = [];
}

internal sealed class ConventionalMessage
{
    public string? messageId { get; set; }
    public string body { get; set; } = "";
    public Dictionary<string, string>? attributes { get; set; }
}

internal sealed class ConventionalChange
{
    public string? id { get; set; }
    public string? time { get; set; }
    public string? sequence { get; set; }
    public ConventionalData data { get; set; } = new();
}

internal sealed class ConventionalData
{
    public double ApproximateCreationDateTime { get; set; }
    public Dictionary<string, ConventionalValue> Keys { get; set; } = [];
    public Dictionary<string, ConventionalValue> NewImage { get; set; } = [];
    public Dictionary<string, ConventionalValue> OldImage { get; set; } = [];
    public string? SequenceNumber { get; set; }
    public long SizeBytes { get; set; }
    public string? StreamViewType { get; set; }
}

internal sealed class ConventionalValue
{
    public string? S { get; set; }
    public string? N { get; set; }
    public byte[]? B { get; set; }
    public bool? BOOL { get; set; }
    public bool? NULL { get; set; }
    public List<ConventionalValue>? L { get; set; }
    public Dictionary<string, ConventionalValue>? M { get; set; }
    public List<string>? SS { get; set; }
    public List<string>? NS { get; set; }

    public AttributeValue ToAttributeValue()
    {
        var value = new AttributeValue { S = S, N = N, SS = SS, NS = NS };
        if (B is not null)
        {
            value.B = new MemoryStream(B);
        }

        if (BOOL is not null)
        {
            value.BOOL = BOOL.Value;
        }

        if (NULL is not null)
        {
            value.NULL = NULL.Value;
        }

        if (L is not null)
        {
            value.L = [.. L.Select(static element => element.ToAttributeValue())];
        }

        if (M is not null)
        {
            value.M = M.ToAttributeMap();
        }

        return value;
    }
}

internal static class ConventionalImage
{
    public static Dictionary<string, AttributeValue> ToAttributeMap(this Dictionary<string, ConventionalValue> image)
        => image.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToAttributeValue());
}

#pragma warning restore IDE1006
