using System.Text;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Fw24.Aws.Client;
using Fw24.Messages;

namespace Fw24.Aws;

/// <summary>Parks records in a standard SQS queue, as one <see cref="ParkedMessage"/> each.</summary>
/// <remarks>
/// The client is created when the first record is parked; endpoint, region and credentials are resolved as in the AWS SDK.
/// </remarks>
internal sealed class SqsParkingQueue : IParkingQueue, IDisposable
{
    private readonly string _queueUrl;
    private readonly IClaimCheck? _claims;
    private readonly TimeProvider _time;
    private readonly Lazy<AmazonSQSClient> _client;

    /// <summary>Creates a parking queue.</summary>
    /// <param name="queueUrl">The queue's URL.</param>
    /// <param name="claims">The store for records that are too large for a message; <see langword="null"/> if no claim check is configured.</param>
    /// <param name="time">The clock for the time of parking; <see langword="null"/> for the system's.</param>
    /// <param name="configure">Changes the client's settings.</param>
    /// <exception cref="ArgumentException">The text is not the URL of a standard queue.</exception>
    public SqsParkingQueue(string queueUrl, IClaimCheck? claims = null, TimeProvider? time = null, Action<AmazonSQSConfig>? configure = null)
    {
        _queueUrl = ParseUrl(queueUrl) ?? throw new ArgumentException($"Expected {UrlForm}.", nameof(queueUrl));
        _claims = claims;
        _time = time ?? TimeProvider.System;
        _client = new Lazy<AmazonSQSClient>(() => new AmazonSQSClient(new AmazonSQSConfig().Complete(configure)));
    }

    /// <summary>The format of a queue's URL, for error messages.</summary>
    internal static string UrlForm => "the URL of a standard SQS queue (https://sqs.REGION.amazonaws.com/ACCOUNT/NAME)";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The record is too large for a message, and there is no store for it.</exception>
    /// <exception cref="AmazonServiceException">SQS rejected the message, or kept failing.</exception>
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

    /// <summary>Parses a queue's URL.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The URL; <see langword="null"/> when it is invalid or that of a FIFO queue, whose groups would wait for one another.</returns>
    internal static string? ParseUrl(string text)
        => text.EndsWith(".fifo", StringComparison.Ordinal) ? null : SqsMessageVisibility.ParseUrl(text);
}
