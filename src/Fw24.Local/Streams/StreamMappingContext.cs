using Fw24.Local.Faults;
using Fw24.Local.Functions;
using Fw24.Local.Observation;
using Fw24.Local.Messaging;
using Fw24.Local.Scheduling;

namespace Fw24.Local.Streams;

/// <summary>The parts that a stream mapping needs.</summary>
internal sealed class StreamMappingContext
{
    public required EventLoop Loop { get; init; }

    public required Counters Counters { get; init; }

    public required FaultInjector Faults { get; init; }

    public required CloudObservation Observation { get; init; }

    public required FunctionRunner Function { get; init; }

    public required string FunctionArn { get; init; }

    /// <summary>The queue that is notified of records given up.</summary>
    public IMessageQueue? OnFailure { get; init; }

    /// <summary>The buckets for records given up.</summary>
    public required FailedRecordStore FailedRecords { get; init; }

    /// <summary>Called with an error of the source, which ends the run.</summary>
    public required Action<Exception> OnError { get; init; }
}
