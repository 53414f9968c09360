using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fw24.Benchmarks;

/// <summary>
/// Answers DynamoDB's operations with fixed bytes, in a process of its own: the processor time of <see cref="TableContest"/>'s process is
/// then only the clients'.
/// </summary>
internal static class TableServer
{
    /// <summary>The argument that runs the server.</summary>
    public const string Argument = "table-server";

    /// <summary>Prints the server's address and serves until its process is ended.</summary>
    public static async Task<int> RunAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync();
            client.NoDelay = true;
            _ = ServeAsync(client);
        }
    }

    private static async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var received = new byte[256 * 1024];
            var length = 0;
            while (true)
            {
                var read = await stream.ReadAsync(received.AsMemory(length));
                if (read == 0)
                {
                    return;
                }

                length += read;
                if (EndOfRequest(received.AsSpan(0, length)) is { } end)
                {
                    await stream.WriteAsync(AnswerTo(received.AsSpan(0, end)));
                    length = 0;
                }
            }
        }
    }

    // A client sends its next request after the response to this one.
    private static int? EndOfRequest(ReadOnlySpan<byte> received)
    {
        var head = received.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return null;
        }

        var end = head + 4 + (Utf8Parser.TryParse(Header(received[..head], "Content-Length: "u8), out int body, out _) ? body : 0);
        return end <= received.Length ? end : null;
    }

    private static byte[] AnswerTo(ReadOnlySpan<byte> request)
    {
        var target = Encoding.ASCII.GetString(Header(request, "X-Amz-Target: "u8));
        return TableAnswers.Of(target[(target.IndexOf('.', StringComparison.Ordinal) + 1)..]);
    }

    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var start = head.IndexOf(name);
        if (start < 0)
        {
            return default;
        }

        var value = head[(start + name.Length)..];
        var end = value.IndexOf("\r\n"u8);
        return end < 0 ? value : value[..end];
    }
}
