using Fw24.Audit;
using Fw24.Aws;
using Fw24.Model;
using Fw24.Publishing;
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

    /// <summary>The store of a table's audit records.</summary>
    /// <param name="table">The table.</param>
    public IAuditSink AuditSink(TableModel table)
        => services.GetService<IAuditSink>() ?? throw Missing(nameof(IAuditSink), table.AuditFunction);

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

    private static InvalidOperationException Missing(string part, string function)
        => new($"The function '{function}' needs an {part}, and none is registered.");
}
