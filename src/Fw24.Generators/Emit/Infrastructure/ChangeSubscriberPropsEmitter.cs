using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the settings of a function that reads a queue: <c>ChangeSubscriberProps.g.cs</c>.</summary>
internal static class ChangeSubscriberPropsEmitter
{
    public static string Emit(StackDeclaration stack)
    {
        var writer = new SourceWriter();
        writer.Write($$"""
            /// <summary>How changes reach a function.</summary>
            {{Code.GeneratedCode}}
            public sealed class ChangeSubscriberProps
            {
                /// <summary>Which function of the app it is.</summary>
                public required string Function { get; init; }

                /// <summary>The function's name in AWS.</summary>
                public required string FunctionName { get; set; }

                /// <summary>The ARN of the table whose changes the function takes: those that another one's stream brought, it parks.</summary>
                public required string TableArn { get; set; }

                /// <summary>The queue's name.</summary>
                public required string QueueName { get; set; }

                /// <summary>The name of the queue for what the function could not handle.</summary>
                public required string DeadLetterQueueName { get; set; }

                /// <summary>Whether the queues are FIFO, as the topic is.</summary>
                public required bool Fifo { get; init; }

                /// <summary>The filter policy: message attributes and the values that pass. Empty: every change.</summary>
                public Collections::IReadOnlyDictionary<string, string[]> Filter { get; set; } = new Collections::Dictionary<string, string[]>();

                /// <summary>Messages per invocation, at most.</summary>
                public required int BatchSize { get; set; }

                /// <summary>How long Lambda gathers messages before it invokes; a FIFO queue takes no window.</summary>
                public AwsCdk::Duration? MaxBatchingWindow { get; set; }

                /// <summary>How long a received message is hidden: six times the function's timeout, and the window.</summary>
                public required AwsCdk::Duration VisibilityTimeout { get; set; }

                /// <summary>How long the queue keeps a message.</summary>
                public required AwsCdk::Duration RetentionPeriod { get; set; }

                /// <summary>How often a message is received before it goes to the dead-letter queue.</summary>
                public required int MaxReceiveCount { get; set; }

                /// <summary>
                /// Who besides the topic may send to both queues: the ARNs of principals, with <c>*</c> as a wildcard. Empty: nobody, so that not even a redrive
                /// from the dead-letter queue gets through. Default: whoever a policy of their own allows it.
                /// </summary>
                public string[]? OtherSenders { get; set; }
            }
            """);
        return CdkCode.File(stack, writer);
    }
}
