using Amazon.Runtime;
using Amazon.S3;
using Fw24.Aws;
using Fw24.Local.Resources;
using Fw24.Messages;

namespace Fw24.Local.Endpoints;

/// <summary>
/// The topics, queues and subscriptions of a topology at an endpoint of SNS, SQS and S3, such as an emulator's, for
/// <see cref="LocalCloudOptions.UseMessaging"/>.
/// </summary>
/// <remarks>
/// <code>
/// using var messaging = new MessagingEndpoint(new Uri("http://127.0.0.1:4566"), LocalTopology.Of(OrdersApp.Model));
/// await messaging.CreateAsync();
/// await using var cloud = LocalCloud.Create(OrdersApp.Model, options => options.UseMessaging(messaging));
/// await cloud.Table&lt;Order&gt;().As("u-7").PutAsync(order);
/// await cloud.RunUntilIdleAsync();
/// </code>
/// An endpoint on this machine is called with credentials of no value; another, with those that the AWS SDK finds.
/// </remarks>
public sealed partial class MessagingEndpoint : IDisposable
{
    private const string ClaimBucket = "fw24-local-claims";

    private readonly AmazonS3Client _objects;
    private readonly S3ClaimCheck _claims;
    private readonly Dictionary<string, (string Url, string Arn)> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _topicArns = new(StringComparer.Ordinal);

    /// <summary>Creates the clients. Nothing is called yet.</summary>
    /// <param name="url">The endpoint's URL.</param>
    /// <param name="topology">The resources, in whose region it is called.</param>
    public MessagingEndpoint(Uri url, LocalTopology topology)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(topology);
        (Url, Topology) = (url, topology);
        Queues = new SqsQueues(url, topology.Region);
        Topics = new SnsTopics(Configure);
        _objects = new AmazonS3Client(Objects(new AmazonS3Config()));
        _claims = new S3ClaimCheck(ClaimBucket, config => Objects(config));
    }

    /// <summary>The endpoint's URL.</summary>
    public Uri Url { get; }

    /// <summary>The resources.</summary>
    public LocalTopology Topology { get; }

    /// <summary>
    /// Indicates, once the resources are created, whether the endpoint's SNS matches elements of a <c>String.Array</c>, as AWS does. If
    /// not, subscriptions have no condition on <c>changed</c>: the functions skip those messages instead.
    /// </summary>
    public bool MatchesArrays { get; private set; }

    internal SqsQueues Queues { get; }

    internal SnsTopics Topics { get; }

    internal IClaimCheck Claims => _claims;

    /// <summary>Returns the URL of a queue at the endpoint.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <returns>The URL.</returns>
    /// <exception cref="InvalidOperationException">It is not of the topology, or was not created.</exception>
    public string QueueUrl(string queue) => Find(_queues, queue).Url;

    /// <summary>Returns the ARN of a topic at the endpoint.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <returns>The ARN.</returns>
    /// <exception cref="InvalidOperationException">It is not of the topology, or was not created.</exception>
    public string TopicArn(string topic) => Find(_topicArns, topic);

    /// <summary>Counts the messages of a queue, visible or not (ApproximateNumberOfMessages).</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidOperationException">It is not of the topology, or was not created.</exception>
    /// <exception cref="AmazonServiceException">The endpoint returned an error.</exception>
    public Task<int> CountAsync(string queue, CancellationToken cancellationToken = default)
        => Queues.CountAsync(QueueUrl(queue), cancellationToken).AsTask();

    /// <summary>
    /// Returns the variables of a function for a process outside of the cloud, with the ARNs and URLs that topics, queues and the bucket
    /// have at the endpoint.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <returns>The variables.</returns>
    /// <exception cref="InvalidOperationException">A resource was not created.</exception>
    public IReadOnlyDictionary<string, string> VariablesOf(FunctionResource function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new Dictionary<string, string>(
            function.Environment.Select(variable => KeyValuePair.Create(variable.Key, VariableOf(variable.Key, variable.Value))),
            StringComparer.Ordinal)
        {
            [Fw24Variables.ClaimBucket] = ClaimBucket,
            ["AWS_ENDPOINT_URL"] = Url.ToString(),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Queues.Dispose();
        Topics.Dispose();
        _objects.Dispose();
        _claims.Dispose();
    }

    internal string QueueArn(string queue) => Find(_queues, queue).Arn;

    // A topology says of which resource a variable is; the last part of an ARN or URL is its name.
    internal string VariableOf(string variable, string value) => variable switch
    {
        Fw24Variables.TopicArn => TopicArn(value[(value.LastIndexOf(':') + 1)..]),
        Fw24Variables.ParkingQueueUrl or Fw24Variables.QueueUrl => QueueUrl(value[(value.LastIndexOf('/') + 1)..]),
        _ => value,
    };

    internal SnsChangePublisher PublisherOf(string topicArn) => new(topicArn, Configure);

    private void Configure(ClientConfig config) => config.At(Url, Topology.Region);

    private AmazonS3Config Objects(AmazonS3Config config)
    {
        config.ForcePathStyle = true;
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        return config.At(Url, Topology.Region);
    }

    private T Find<T>(Dictionary<string, T> resources, string name)
        => resources.TryGetValue(name, out var found)
            ? found
            : throw new InvalidOperationException(
                $"'{name}' was not created at {Url}: await CreateAsync, with a topology that has it.");
}
