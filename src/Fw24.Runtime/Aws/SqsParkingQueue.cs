using System.Text;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Fw24.Aws.Client;
using Fw24.Messages;

namespace Fw24.Aws;

/// <summary>Parks records in a standard SQS queue, one <see cref="ParkedMessage"/> each.</summary>
/// <remarks>
/// The client is made when the first record is parked; endpoint, region and credentials come from where the AWS SDK looks for them.
/// </remarks>
public sealed class SqsParkingQueue : IParkingQueue, IDisposable
{
    private readonly string _queueUrl;
    private readonly IClaimCheck? _claims;
    private readonly TimeProvider _time;
    private readonly Lazy<AmazonSQSClient> _client;

    /// <summary>Prepares to park.</summary>
    /// <param name="queueUrl">The queue's URL.</param>
    /// <param name="claims">Where records go that are too large for a message; <see langword="null"/> when there is no such place.</param>
    /// <param name="time">The clock that says when a record was parked; <see langword="null"/> for the system's.</param>
    /// <param name="configure">Changes the client's settings.</param>
    /// <exception cref="ArgumentException">That is no URL of a standard queue.</exception>
    [CLSCompliant(false)]
    public SqsParkingQueue(string queueUrl, IClaimCheck? claims = null, TimeProvider? time = null, Action<AmazonSQSConfig>? configure = null)
    {
        _queueUrl = ParseUrl(queueUrl) ?? throw new ArgumentException($"Expected {UrlForm}.", nameof(queueUrl));
        _claims = claims;
        _time = time ?? TimeProvider.System;
        _client = new Lazy<AmazonSQSClient>(() =>
        {
            var config = new AmazonSQSConfig().WithTimeouts();
            configure?.Invoke(config);
            return new AmazonSQSClient(config);
        });
    }

    /// <summary>What a queue's URL looks like, for errors.</summary>
    internal static string UrlForm => "the URL of a standard SQS queue (https://sqs.REGION.amazonaws.com/ACCOUNT/NAME)";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The record is too large for a message, and there is no other place for it.</exception>
    /// <exception cref="AmazonServiceException">SQS refused the message, or kept failing.</exception>
    public async ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken)
    {
        var body = await ParkedMessage.CreateAsync(record, _claims, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        var request = new SendMessageRequest(_queueUrl, Encoding.UTF8.GetString(body.Span));
        await _client.Value.SendMessageAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    /// <summary>Reads a queue's URL.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The URL; <see langword="null"/> when it is none, or one of a FIFO queue, whose groups would wait for one another.</returns>
    internal static string? ParseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.AbsolutePath.Length > 1
            && !text.EndsWith(".fifo", StringComparison.Ordinal)
            ? text
            : null;
}
