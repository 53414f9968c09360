using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the settings of a function that reads a queue: <c>ChangeSubscriberProps.g.cs</c>.</summary>
internal static class ChangeSubscriberPropsEmitter
{
    public static string Emit(StackDeclaration stack)
    {
        var writer = new SourceWriter();
        writer.Write($$"""
            /// <summary>The settings of the delivery of changes to a function.</summary>
            {{Code.GeneratedCode}}
            public sealed class ChangeSubscriberProps
            {
                /// <summary>The function's name within the app.</summary>
                public required string Function { get; init; }

                /// <summary>The function's name in AWS.</summary>
                public required string FunctionName { get; set; }

                /// <summary>The ARN of the table whose changes the function processes. It parks changes of other tables.</summary>
                public required string TableArn { get; set; }

                /// <summary>The queue's name.</summary>
                public required string QueueName { get; set; }

                /// <summary>The name of the queue for messages that the function could not handle.</summary>
                public required string DeadLetterQueueName { get; set; }

                /// <summary>Indicates whether the queues are FIFO queues, as for a FIFO topic.</summary>
                public required bool Fifo { get; init; }

                /// <summary>The filter policy: message attributes and their accepted values. An empty policy accepts every change.</summary>
                public Collections::IReadOnlyDictionary<string, string[]> Filter { get; set; } = new Collections::Dictionary<string, string[]>();

                /// <summary>The maximum number of messages per invocation.</summary>
                public required int BatchSize { get; set; }

                /// <summary>The time for which Lambda gathers messages before it invokes the function. FIFO queues do not support it.</summary>
                public AwsCdk::Duration? MaxBatchingWindow { get; set; }

                /// <summary>The maximum number of concurrent invocations. Default: none.</summary>
                public double? MaxConcurrency { get; set; }

                /// <summary>The maximum duration of an invocation.</summary>
                public required AwsCdk::Duration Timeout { get; set; }

                /// <summary>The function's memory in MB.</summary>
                public required double MemorySize { get; set; }

                /// <summary>The time for which a received message is hidden. Default: six times the function's timeout, plus the batching window.</summary>
                public AwsCdk::Duration? VisibilityTimeout { get; set; }

                /// <summary>The queue's retention period.</summary>
                public required AwsCdk::Duration RetentionPeriod { get; set; }

                /// <summary>The time before a message can be received for the first time. Default: none.</summary>
                public AwsCdk::Duration? DeliveryDelay { get; set; }

                /// <summary>The number of receives after which a message moves to the dead-letter queue.</summary>
                public required int MaxReceiveCount { get; set; }

                /// <summary>
                /// The principals that may send to both queues besides the topic: their ARNs, with <c>*</c> as a wildcard. If empty, nobody may, not even to redrive
                /// the dead-letter queue. Default: every principal whose own policy allows it.
                /// </summary>
                public string[]? OtherSenders { get; set; }
            }
            """);
        return CdkCode.File(stack, writer);
    }
}
