using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Fw24.Audit;
using Fw24.Audit.Proof;
using Fw24.Audit.Records;
using Fw24.Audit.Sinks;
using Fw24.Aws;
using Fw24.Configuration;
using Fw24.Functions;
using Fw24.Functions.Handlers.Idempotency;
using Fw24.Functions.Queues;
using Fw24.Messages;
using Fw24.Model;
using Fw24.Seals;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fw24.Hosting;

/// <summary>
/// Resolves a function's external dependencies: services registered by the user, a host or a test, otherwise AWS clients. They are created with
/// the function, so that a missing variable fails the start and not the first record.
/// </summary>
/// <param name="app">The app.</param>
/// <param name="function">The function's name.</param>
/// <param name="services">The services.</param>
/// <param name="topics">The topics that functions of this process publish to, by their ARNs, with the function's name.</param>
internal sealed class FunctionDependencies(
    AppModel app, string function, IServiceProvider services, ConcurrentDictionary<string, string> topics) : IDisposable
{
    // Only Lambda sets it.
    private const string LambdaFunctionName = "AWS_LAMBDA_FUNCTION_NAME";

    // A hundred years, as S3 allows (Object Lock).
    private const int MaxSealRetentionDays = 36_500;

    private readonly List<IDisposable> _made = [];
    private readonly TableNames _names = services.GetRequiredKeyedService<TableNames>(app);
    private IClaimCheck? _claimCheck;

    /// <summary>The function's variables.</summary>
    public FunctionEnvironment Variables { get; } = services.GetRequiredService<FunctionEnvironment>().For(function);

    /// <summary>Returns the publisher for a table's topic; by default SNS, with the ARN in <see cref="Fw24Variables.TopicArn"/>.</summary>
    public IChangePublisher Publisher(TableModel table)
    {
        if (services.GetService<IChangePublisher>() is { } publisher)
        {
            return publisher;
        }

        var topic = Variables.Required(Fw24Variables.TopicArn, TopicArn.Parse, TopicArn.Form);
        DemandOwn(Fw24Variables.TopicArn, topic.Name, table, one => one.TopicIn(_names.Stage));
        if (topics.GetOrAdd(topic.Value, function) is var user && user != function)
        {
            throw new InvalidOperationException(
                $"The environment variable {Fw24Variables.TopicArn} of {function} names '{topic.Name}', to which {user} publishes in this process, "
                + $"but a topic has the changes of one table. Set {FunctionEnvironment.NameFor(Fw24Variables.TopicArn, function)}.");
        }

        return Made(new SnsChangePublisher(topic));
    }

    /// <summary>
    /// Returns the name of a table's topic in AWS: that of <see cref="Fw24Variables.TopicArn"/>, or the one that the stage gives.
    /// </summary>
    public string TopicName(TableModel table)
        => Variables.Optional(Fw24Variables.TopicArn) is { } arn && TopicArn.Parse(arn) is { } topic
            ? topic.Name
            : table.TopicIn(_names.Stage);

    /// <summary>
    /// Returns the maximum size of the topic's messages in bytes; that of the table unless <see cref="Fw24Variables.MaxMessageBytes"/> is
    /// set.
    /// </summary>
    public int MaxMessageBytes(TableModel table)
    {
        if (Variables.Optional(Fw24Variables.MaxMessageBytes) is not { } text)
        {
            return table.MaxMessageBytes;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            && bytes is >= TableModel.LeastMaxMessageBytes and <= TableModel.MostMaxMessageBytes
            ? bytes
            : throw new InvalidOperationException(
                $"The environment variable {Fw24Variables.MaxMessageBytes} is malformed: "
                + $"it must be a number of bytes from {TableModel.LeastMaxMessageBytes} to {TableModel.MostMaxMessageBytes}.");
    }

    /// <summary>Returns the check for the table whose changes the function accepts; by its ARN if <see cref="Fw24Variables.TableArn"/> is set.</summary>
    /// <param name="table">The table.</param>
    /// <param name="comparesGroups"><see langword="true"/> if the function uses a message's group.</param>
    public OwnTable OwnTable(TableModel table, bool comparesGroups = true)
    {
        TableArn? arn = null;
        if (Variables.Optional(Fw24Variables.TableArn) is not null)
        {
            arn = Variables.Required(Fw24Variables.TableArn, TableArn.Parse, TableArn.Form);
            DemandOwn(Fw24Variables.TableArn, arn.Name, table, one => _names.Of(one.Name));
        }

        return new OwnTable(app, table, arn, _names) { ComparesGroups = comparesGroups };
    }

    /// <summary>Returns the queue for what a function cannot process; by default SQS, with the URL in <see cref="Fw24Variables.ParkingQueueUrl"/>.</summary>
    public IParkingQueue ParkingQueue()
        => services.GetService<IParkingQueue>() ?? Made(new SqsParkingQueue(
            Variables.Required(Fw24Variables.ParkingQueueUrl, SqsParkingQueue.ParseUrl, SqsParkingQueue.UrlForm),
            ClaimCheck(),
            services.GetRequiredService<TimeProvider>()));

    /// <summary>
    /// Returns the store for content too large for a message; by default S3, with the bucket name in <see cref="Fw24Variables.ClaimBucket"/>.
    /// <see langword="null"/> without a bucket: large records are then parked.
    /// </summary>
    public IClaimCheck? ClaimCheck()
        => _claimCheck ??= services.GetService<IClaimCheck>() ?? (Variables.Optional(Fw24Variables.ClaimBucket) is null
            ? null
            : Made(new S3ClaimCheck(Variables.Required(Fw24Variables.ClaimBucket, S3Objects.ParseName, S3Objects.NameForm))));

    /// <summary>
    /// Returns the secret with the keys of keyed hashes, in Secrets Manager, with the ARN in <see cref="Fw24Variables.HmacSecretArn"/>;
    /// <see langword="null"/> if <see cref="Fw24Variables.HmacKey"/> contains them.
    /// </summary>
    public HmacSecret? HmacSecret() => (Variables.Optional(Fw24Variables.HmacSecretArn), Variables.Optional(Fw24Variables.HmacKey)) switch
    {
        ({ }, { }) => throw new InvalidOperationException(
            $"Both {Fw24Variables.HmacSecretArn} and {Fw24Variables.HmacKey} are set, but keyed hashes take their key from one of them. "
            + $"Remove {Fw24Variables.HmacKey} if the function runs on AWS: anyone who may read its configuration can read the key there."),
        (null, null) => throw new InvalidOperationException(
            $"Neither of the environment variables {Fw24Variables.HmacSecretArn} and {Fw24Variables.HmacKey} is set, but {function} computes keyed hashes. "
            + "The generated stack sets the former; set one yourself if the function runs elsewhere."),
        (null, _) => null,
        _ => Secret(Variables.Required(Fw24Variables.HmacSecretArn, SecretArn.Parse, SecretArn.Form)),
    };

    /// <summary>Returns the store of a table's audit records: its <see cref="AuditAttribute"/> selects the kind, the variables the location.</summary>
    public IAuditSink AuditSink(TableModel table)
        => table.Audit is { Sealed: true } ? new SealedAuditSink(StoreOf(table), table, SealStore()) : StoreOf(table);

    /// <summary>Returns the source of the salts of a table's audit records; <see langword="null"/> if they have none.</summary>
    public SaltSource.Filler? Salts(TableModel table)
        => table.Audit is { Sealed: true } ? services.GetService<SaltSource.Filler>() ?? RandomNumberGenerator.Fill : null;

    /// <summary>
    /// Returns the sealer of the app's log; by default in S3, in the bucket of <see cref="Fw24Variables.SealBucket"/>, and with the key in
    /// KMS of <see cref="Fw24Variables.SealKeyArn"/>. The bucket's name, of which there is one in the world, is the log's.
    /// </summary>
    public LogSealer LogSealer() => new(
        SealStore(),
        services.GetService<ILogSigner>()
            ?? Made(new KmsLogSigner(Variables.Required(Fw24Variables.SealKeyArn, KeyArn.Parse, KeyArn.Form))),
        SealBucket(),
        time: services.GetRequiredService<TimeProvider>());

    private IAuditSink StoreOf(TableModel table) => services.GetService<IAuditSink>() ?? table.Audit!.LoggerType switch
    {
        AuditLoggerType.Console => new ConsoleAuditSink(services.GetRequiredService<LambdaConsole>()),
        AuditLoggerType.DynamoDb => new DynamoDbAuditSink(
            services.GetRequiredService<IItemStore>(),
            table,
            AuditTable(table),
            services.GetRequiredService<ILoggerFactory>().CreateLogger($"Fw24.{function}"),
            _names.Of(table.Name)),
        _ => new CloudWatchAuditSink(
            services.GetService<ICloudWatchLogs>() ?? Made(new CloudWatchLogsClient(Variables.Optional(Fw24Variables.AuditRegion), table.Audit.Retention)),
            AuditLogGroup(table),
            table.AuditFunction,
            InstanceOf(Variables.Optional("AWS_LAMBDA_LOG_STREAM_NAME")),
            services.GetRequiredService<TimeProvider>()),
    };

    /// <summary>Returns the record of the changes that a handler has handled; <see langword="null"/> if it keeps none.</summary>
    public IdempotencyTable? IdempotencyTable(HandlerModel handler) => handler.Idempotent is { } idempotent
        ? new IdempotencyTable(
            services.GetRequiredService<IItemStore>(),
            Variables.Optional(Fw24Variables.IdempotencyTable) ?? _names.Of(app.IdempotencyTable),
            handler.Name,
            TimeSpan.FromDays(idempotent.RetentionDays),
            TimeSpan.FromSeconds(handler.Queue.TimeoutSeconds > 0 ? handler.Queue.TimeoutSeconds : app.Settings.TimeoutSeconds),
            services.GetRequiredService<TimeProvider>())
        : null;

    /// <summary>
    /// Returns the access to the queue of a handler that delays failed messages; by default SQS, with the URL in
    /// <see cref="Fw24Variables.QueueUrl"/>. <see langword="null"/> if it does not, and outside Lambda without that variable, as in a
    /// test or a replay, whose messages are in no queue.
    /// </summary>
    public IMessageVisibility? MessageVisibility(HandlerModel handler)
    {
        if (handler.Queue.RetryDelaySeconds == 0)
        {
            return null;
        }

        if (services.GetService<IMessageVisibility>() is { } visibility)
        {
            return visibility;
        }

        return Variables.Optional(Fw24Variables.QueueUrl) is null && Variables.Optional(LambdaFunctionName) is null
            ? null
            : Made(new SqsMessageVisibility(
                Variables.Required(Fw24Variables.QueueUrl, SqsMessageVisibility.ParseUrl, SqsMessageVisibility.UrlForm)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _made)
        {
            part.Dispose();
        }
    }

    private ISealStore SealStore()
        => services.GetService<ISealStore>()
            ?? Made(new S3SealStore(SealBucket(), SealRetention(), time: services.GetRequiredService<TimeProvider>()));

    private string SealBucket() => Variables.Required(Fw24Variables.SealBucket, S3Objects.ParseName, S3Objects.NameForm);

    private TimeSpan SealRetention() => TimeSpan.FromDays(Variables.Optional(Fw24Variables.SealRetentionDays) is not { } text
        ? app.Settings.SealRetentionDays
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= MaxSealRetentionDays
            ? days
            : throw new InvalidOperationException(
                $"The environment variable {Fw24Variables.SealRetentionDays} is malformed: "
                + $"it must be a number of days from 0 to {MaxSealRetentionDays}."));

    private HmacSecret Secret(SecretArn arn) => new(arn, services.GetService<ISecretsManager>() ?? Made(new SecretsManagerClient(arn.Region)));

    private string AuditTable(TableModel table)
    {
        var name = Variables.Required(Fw24Variables.AuditTable);
        DemandOwn(Fw24Variables.AuditTable, name, table, one => _names.Of(one.AuditTableName ?? one.Name));
        return name;
    }

    private string AuditLogGroup(TableModel table)
    {
        var name = Variables.Required(Fw24Variables.AuditLogGroup);
        DemandOwn(
            Fw24Variables.AuditLogGroup,
            name,
            table,
            one => one.Audit?.LogGroupName is { } own ? DeployedName.LogGroup(own, _names.Stage) : null);
        return name;
    }

    // Names may differ from the model's if a resource was imported: only a name that the model gives to another table is certainly wrong.
    private void DemandOwn(string variable, string name, TableModel table, Func<TableModel, string?> nameOf)
    {
        if (nameOf(table) == name)
        {
            return;
        }

        foreach (var other in app.Tables)
        {
            if (nameOf(other) == name)
            {
                throw new InvalidOperationException(
                    $"The environment variable {variable} of {function} names '{name}', which belongs to the table '{other.Name}', not to '{table.Name}'. "
                    + $"A process that runs several functions, such as a replay, needs one for each: set {FunctionEnvironment.NameFor(variable, function)}.");
            }
        }
    }

    private T Made<T>(T part)
        where T : IDisposable
    {
        _made.Add(part);
        return part;
    }

    // Lambda names an instance's log stream 2026/11/22/[$LATEST]0123456789abcdef0123456789abcdef.
    private static string InstanceOf(string? logStream)
        => logStream?[(logStream.LastIndexOf(']') + 1)..] is { Length: > 0 } instance ? instance.Replace('/', '-') : Guid.NewGuid().ToString("N");
}
