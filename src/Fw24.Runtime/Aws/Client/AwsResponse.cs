using Amazon.Runtime;

namespace Fw24.Aws.Client;

/// <summary>A successful response with an unparsed body.</summary>
internal sealed class AwsResponse : AmazonWebServiceResponse
{
    // That of BatchGetItem (16 MB) and some space. A length is a statement of the other side: more memory is taken only as bytes arrive.
    private const long LargestStated = 17 * 1024 * 1024;

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Reads a response's body without parsing it.</summary>
    /// <param name="body">The response's stream.</param>
    /// <param name="length">The length that the response states; not positive if it states none.</param>
    /// <returns>The response.</returns>
    public static AwsResponse Read(Stream body, long length)
    {
        using var bytes = new MemoryStream((int)Math.Clamp(length, 0, LargestStated));
        body.CopyTo(bytes);
        return new AwsResponse { Body = bytes.GetBuffer().AsMemory(0, (int)bytes.Length) };
    }
}
