using Fw24.Messages;

namespace Fw24.Replay;

/// <summary>The object that an <c>Object Created</c> event of S3 names: records that a stream's mapping gave up on.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The object's key: <c>aws/lambda/{mapping}/{shard}/{date}/{time}-{id}</c>.</param>
/// <param name="Size">The object's size in bytes.</param>
internal sealed record FailedObject(string Bucket, string Key, int Size)
{
    private const string Kind = "Event of S3";
    private const string Prefix = "aws/lambda/";

    /// <summary>The reference to the object.</summary>
    public string Reference => $"s3://{Bucket}/{Key}";

    /// <summary>Reads an event in UTF-8, as EventBridge sends it to a queue.</summary>
    /// <exception cref="ItemFormatException">It names no object of Lambda's, or one of more than 16 MiB.</exception>
    public static FailedObject Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var json = AwsMessage.Parse(message);
            var detail = json.RootElement.GetProperty("detail");
            var created = detail.GetProperty("object");
            var found = new FailedObject(
                AwsMessage.Text(detail.GetProperty("bucket"), "name"),
                AwsMessage.Text(created, "key"),
                created.GetProperty("size").GetInt32());
            return json.RootElement.GetProperty("source").GetString() is not "aws.s3" ? throw Fault("source", "aws.s3", "another")
                : !found.Key.StartsWith(Prefix, StringComparison.Ordinal)
                    ? throw Fault("detail.object.key", $"a name that begins with {Prefix}", "another")
                : found.Size is < 1 or > ClaimedBody.MaxSize ? throw Fault("detail.object.size", "1 byte to 16 MiB", "another size")
                : found;
        }
        catch (Exception exception) when (AwsMessage.IsMalformed(exception))
        {
            throw Fault("detail", "bucket.name, object.key and object.size", "something else");
        }
    }

    private static ItemFormatException Fault(string path, string expected, string found) => new(Kind, path, expected, found);
}
