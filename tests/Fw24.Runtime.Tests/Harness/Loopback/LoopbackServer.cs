using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fw24.Runtime.Tests.Harness.Loopback;

/// <summary>A small HTTP/1.1 server on 127.0.0.1 that responds as a test demands, and can misbehave as a network does.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<LoopbackRequest, Task<LoopbackAnswer>> _answer;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<LoopbackRequest> _requests = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;
    private int _connectionCount;

    public LoopbackServer(Func<LoopbackRequest, LoopbackAnswer> answer)
        : this(request => Task.FromResult(answer(request)))
    {
    }

    public LoopbackServer(Func<LoopbackRequest, Task<LoopbackAnswer>> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Endpoint => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public string Url => $"http://{Endpoint}";

    /// <summary>All requests so far, in the order of arrival.</summary>
    public IReadOnlyList<LoopbackRequest> Requests => [.. _requests];

    public int ConnectionCount => Volatile.Read(ref _connectionCount);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                Interlocked.Increment(ref _connectionCount);
                _connections.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped, while waiting or just before.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            var input = new RequestReader(stream);
            try
            {
                while (await input.ReadAsync(_closing.Token) is { } request)
                {
                    _requests.Enqueue(request);
                    var answer = await _answer(request).WaitAsync(_closing.Token);
                    if (!await SendAsync(client, stream, answer))
                    {
                        return;
                    }
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // The client disconnected, or the test has ended.
            }
        }
    }

    private async Task<bool> SendAsync(TcpClient client, NetworkStream stream, LoopbackAnswer answer)
    {
        if (answer.IsSilent)
        {
            await Task.Delay(Timeout.Infinite, _closing.Token);
        }

        if (answer.IsReset)
        {
            client.LingerState = new LingerOption(true, 0);
            return false;
        }

        var head = new StringBuilder($"HTTP/1.1 {answer.Status.ToString(CultureInfo.InvariantCulture)} Answer\r\n");
        foreach (var (name, value) in answer.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append(answer.ChunkSize is null ? $"Content-Length: {answer.Body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), _closing.Token);

        var end = answer.TruncateAt ?? answer.Body.Length;
        if (answer.ChunkSize is not { } size)
        {
            await stream.WriteAsync(answer.Body.AsMemory(0, end), _closing.Token);
            return answer.TruncateAt is null;
        }

        for (var start = 0; start < end; start += size)
        {
            var chunk = answer.Body.AsMemory(start, Math.Min(size, end - start));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(chunk.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), _closing.Token);
            await stream.WriteAsync(chunk, _closing.Token);
            await stream.WriteAsync("\r\n"u8.ToArray(), _closing.Token);
        }

        if (answer.TruncateAt is not null)
        {
            return false;
        }

        await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), _closing.Token);
        return true;
    }

    /// <summary>Reads requests from one connection.</summary>
    private sealed class RequestReader(Stream stream)
    {
        private readonly ArrayBufferWriter<byte> _buffer = new();

        public async Task<LoopbackRequest?> ReadAsync(CancellationToken cancellationToken)
        {
            int headLength;
            while ((headLength = _buffer.WrittenSpan.IndexOf("\r\n\r\n"u8)) < 0)
            {
                if (!await FillAsync(cancellationToken))
                {
                    return null;
                }
            }

            var lines = Encoding.ASCII.GetString(_buffer.WrittenSpan[..headLength]).Split("\r\n");
            var start = lines[0].Split(' ');
            var headers = lines.Skip(1).Select(static line => line.Split(':', 2))
                .ToDictionary(static pair => pair[0], static pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
            var bodyLength = headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0;

            if (headers.ContainsKey("Expect"))
            {
                await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken);
            }

            var end = headLength + 4 + bodyLength;
            while (_buffer.WrittenCount < end)
            {
                if (!await FillAsync(cancellationToken))
                {
                    return null;
                }
            }

            var request = new LoopbackRequest(start[0], start[1], headers, _buffer.WrittenSpan[(headLength + 4)..end].ToArray());
            var rest = _buffer.WrittenSpan[end..].ToArray();
            _buffer.Clear();
            _buffer.Write(rest);
            return request;
        }

        private async Task<bool> FillAsync(CancellationToken cancellationToken)
        {
            var read = await stream.ReadAsync(_buffer.GetMemory(16 * 1024), cancellationToken);
            _buffer.Advance(read);
            return read > 0;
        }
    }
}
