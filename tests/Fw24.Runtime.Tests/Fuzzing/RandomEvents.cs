using System.Text;
using CsCheck;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>Random valid stream events: items of <see cref="RandomItems"/>, in any notation of <see cref="ModelJson"/>, in all operations.</summary>
/// <param name="random">The source of all choices: the same seed gives the same events.</param>
internal sealed class RandomEvents(Random random)
{
    private const string StreamArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2026-11-22T10:00:00.000";

    private int _sequence;

    /// <summary>Draws a value from a generator.</summary>
    public T Draw<T>(Gen<T> values) => values.Generate(new PCG((uint)random.Next(), (uint)random.Next()), null, out _);

    /// <summary>Picks one of several values.</summary>
    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    /// <summary>An event of a few records.</summary>
    public byte[] Event() => Event([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Record())]);

    /// <summary>An event of these records.</summary>
    public static byte[] Event(params IEnumerable<string> records)
        => Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', records)}}]}""");

    /// <summary>A record of random images.</summary>
    public string Record()
    {
        var (old, @new) = Draw(RandomItems.Change);
        return Record(old, @new);
    }

    /// <summary>A record of these images: an operation that has both, or one of them. Half of the records are in AWS's notation.</summary>
    /// <param name="old">The old image; an item needs an attribute, so an empty one counts as absent.</param>
    /// <param name="new">The new image.</param>
    /// <param name="entityType">The discriminator's value, if both images should have one.</param>
    public string Record(ModelValue.Members old, ModelValue.Members @new, string? entityType = null)
    {
        var style = random.Next(2) == 0 ? random : null;
        var number = ++_sequence;
        var key = Members(("OrderId", new ModelValue.Text($"ord-{random.Next(4)}")));
        var operation = @new.Values.Count == 0 ? "REMOVE" : random.Next(4) switch { 0 => "INSERT", 1 => "REMOVE", _ => "MODIFY" };
        var json = new StringBuilder()
            .Append($$"""{"eventID":"e{{random.Next(1_000_000)}}-{{number}}","eventName":"{{operation}}","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-central-1","dynamodb":{""")
            .Append($$"""  "ApproximateCreationDateTime":{{1_479_499_740 + number}},"Keys":{{ModelJson.Write(key, style)}},""");
        if (operation != "INSERT")
        {
            json.Append("\"OldImage\":").Append(ModelJson.Write(Image(key, old, entityType), style)).Append(',');
        }

        if (operation != "REMOVE")
        {
            json.Append("\"NewImage\":").Append(ModelJson.Write(Image(key, @new, entityType), style)).Append(',');
        }

        return json.Append($$"""  "SequenceNumber":"{{4_421_584_500_000_000L + number}}","SizeBytes":112,"StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"{{StreamArn}}"}""").ToString();
    }

    /// <summary>A map of these members.</summary>
    public static ModelValue.Members Members(params (string Name, ModelValue Value)[] members)
        => new([.. members.Select(static member => KeyValuePair.Create(member.Name, member.Value))]);

    private static ModelValue.Members Image(ModelValue.Members key, ModelValue.Members attributes, string? entityType)
        => new([.. key.Values, .. entityType is null ? [] : Members(("entityType", new ModelValue.Text(entityType))).Values, .. attributes.Values]);
}
