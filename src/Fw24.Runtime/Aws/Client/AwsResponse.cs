using Amazon.Runtime;

namespace Fw24.Aws.Client;

/// <summary>A successful answer, its body unread.</summary>
internal sealed class AwsResponse : AmazonWebServiceResponse
{
    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Takes a response's body as it is.</summary>
    /// <param name="body">The response's stream.</param>
    /// <returns>The answer.</returns>
    public static AwsResponse Read(Stream body)
    {
        using var bytes = new MemoryStream();
        body.CopyTo(bytes);
        return new AwsResponse { Body = bytes.GetBuffer().AsMemory(0, (int)bytes.Length) };
    }
}
