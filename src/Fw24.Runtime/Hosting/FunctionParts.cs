using Fw24.Audit;
using Fw24.Aws;
using Fw24.Lambda;
using Fw24.Model;
using Fw24.Publishing;
using Fw24.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Hosting;

/// <summary>
/// The parts of the world a function talks to: what the user, a host or a test registered, or else AWS's, made for the function at
/// hand. They are made with the function, so that a missing variable stops it at start and not at its first record.
/// </summary>
/// <param name="services">The app's services.</param>
internal sealed class FunctionParts(IServiceProvider services) : IDisposable
{
    private readonly List<IDisposable> _made = [];
    private IClaimCheck? _claimCheck;

    /// <summary>The topic of a table: SNS's, by its ARN in <see cref="Fw24Variables.TopicArn"/>.</summary>
    public IChangePublisher Publisher()
        => services.GetService<IChangePublisher>() ?? Made(new SnsChangePublisher(Variables.Required(Fw24Variables.TopicArn, TopicArn.Parse, TopicArn.Form)));

    /// <summary>The queue for what a function cannot process: SQS's, by its URL in <see cref="Fw24Variables.ParkingQueueUrl"/>.</summary>
    public IParkingQueue ParkingQueue()
        => services.GetService<IParkingQueue>() ?? Made(new SqsParkingQueue(
            Variables.Required(Fw24Variables.ParkingQueueUrl, SqsParkingQueue.ParseUrl, SqsParkingQueue.UrlForm),
            ClaimCheck(),
            services.GetRequiredService<TimeProvider>()));

    /// <summary>
    /// The place for what is too large for a message: S3's, by the bucket's name in <see cref="Fw24Variables.ClaimBucket"/>.
    /// <see langword="null"/> without one: then large records are parked.
    /// </summary>
    public IClaimCheck? ClaimCheck()
        => _claimCheck ??= services.GetService<IClaimCheck>() ?? (Variables.Optional(Fw24Variables.ClaimBucket) is null
            ? null
            : Made(new S3ClaimCheck(Variables.Required(Fw24Variables.ClaimBucket, S3ClaimCheck.ParseName, S3ClaimCheck.NameForm))));

    /// <summary>The store of a table's audit records: what its <see cref="AuditAttribute"/> says, where the variables say.</summary>
    /// <param name="table">The table.</param>
    public IAuditSink AuditSink(TableModel table) => services.GetService<IAuditSink>() ?? table.Audit!.LoggerType switch
    {
        AuditLoggerType.Console => new ConsoleAuditSink(services.GetRequiredService<LambdaConsole>()),
        AuditLoggerType.DynamoDb => new DynamoDbAuditSink(services.GetRequiredService<IItemStore>(), table, Variables.Required(Fw24Variables.AuditTable)),
        _ => new CloudWatchAuditSink(
            services.GetService<ICloudWatchLogs>() ?? Made(new CloudWatchLogsClient(Variables.Optional(Fw24Variables.AuditRegion), table.Audit.Retention)),
            Variables.Required(Fw24Variables.AuditLogGroup),
            table.AuditFunction,
            InstanceOf(Variables.Optional("AWS_LAMBDA_LOG_STREAM_NAME")),
            services.GetRequiredService<TimeProvider>()),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _made)
        {
            part.Dispose();
        }
    }

    private FunctionEnvironment Variables => services.GetRequiredService<FunctionEnvironment>();

    private T Made<T>(T part)
        where T : IDisposable
    {
        _made.Add(part);
        return part;
    }

    // Lambda names an instance's own log stream 2026/11/22/[$LATEST]0123456789abcdef0123456789abcdef.
    private static string InstanceOf(string? logStream)
        => logStream?[(logStream.LastIndexOf(']') + 1)..] is { Length: > 0 } instance ? instance.Replace('/', '-') : Guid.NewGuid().ToString("N");
}
