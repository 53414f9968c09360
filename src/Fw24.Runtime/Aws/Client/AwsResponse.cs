using Amazon.Runtime;

namespace Fw24.Aws.Client;

/// <summary>A successful response with an unparsed body.</summary>
internal sealed class AwsResponse : AmazonWebServiceResponse
{
    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Reads a response's body without parsing it.</summary>
    /// <param name="body">The response's stream.</param>
    /// <returns>The response.</returns>
    public static AwsResponse Read(Stream body)
    {
        using var bytes = new MemoryStream();
        body.CopyTo(bytes);
        return new AwsResponse { Body = bytes.GetBuffer().AsMemory(0, (int)bytes.Length) };
    }
}
