using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Fw24.Aws.Client;
using Fw24.Functions.Queues;

namespace Fw24.Aws;

/// <summary>Hides received messages of an SQS queue.</summary>
internal sealed class SqsMessageVisibility : IMessageVisibility, IDisposable
{
    // The entries of one call (SQS, ChangeMessageVisibilityBatch).
    private const int MaxEntries = 10;

    private readonly string _queueUrl;
    private readonly Lazy<AmazonSQSClient> _client;

    /// <summary>Creates the access to a queue.</summary>
    /// <param name="queueUrl">The queue's URL.</param>
    /// <param name="configure">Changes the client's settings.</param>
    /// <exception cref="ArgumentException">The text is not the URL of a queue.</exception>
    public SqsMessageVisibility(string queueUrl, Action<AmazonSQSConfig>? configure = null)
    {
        _queueUrl = ParseUrl(queueUrl) ?? throw new ArgumentException($"Expected {UrlForm}.", nameof(queueUrl));
        _client = new Lazy<AmazonSQSClient>(() => new AmazonSQSClient(new AmazonSQSConfig().Complete(configure)));
    }

    /// <summary>The format of a queue's URL, for error messages.</summary>
    internal static string UrlForm => "the URL of an SQS queue (https://sqs.REGION.amazonaws.com/ACCOUNT/NAME)";

    /// <inheritdoc/>
    /// <exception cref="AmazonServiceException">SQS rejected a call or a message, or kept failing.</exception>
    public async ValueTask HideAsync(IReadOnlyList<HiddenMessage> messages, CancellationToken cancellationToken)
    {
        string? refused = null;
        for (var first = 0; first < messages.Count; first += MaxEntries)
        {
            var entries = new List<ChangeMessageVisibilityBatchRequestEntry>(MaxEntries);
            for (var i = first; i < Math.Min(first + MaxEntries, messages.Count); i++)
            {
                var (_, receipt, seconds) = messages[i];
                entries.Add(new ChangeMessageVisibilityBatchRequestEntry($"m{i - first}", receipt) { VisibilityTimeout = seconds });
            }

            var request = new ChangeMessageVisibilityBatchRequest(_queueUrl, entries);
            var response = await _client.Value.ChangeMessageVisibilityBatchAsync(request, cancellationToken).ConfigureAwait(false);
            refused ??= response.Failed is [{ Code: var code }, ..] ? code : null;
        }

        if (refused is not null)
        {
            throw new AmazonSQSException("SQS refused to hide a message.") { ErrorCode = refused };
        }
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
    /// <returns>The URL; <see langword="null"/> when it is invalid.</returns>
    internal static string? ParseUrl(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.AbsolutePath.Length > 1
            ? text
            : null;
}
