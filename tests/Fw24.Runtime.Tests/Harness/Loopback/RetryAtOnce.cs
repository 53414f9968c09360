using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Fw24.Runtime.Tests.Harness.Loopback;

/// <summary>Retries of AWS clients without a delay.</summary>
internal static class RetryAtOnce
{
    // The SDK's delay before a retry is random and up to seconds long: no test needs it.
    [ModuleInitializer]
    internal static void Register() => RuntimePipelineCustomizerRegistry.Instance.Register(new RetryAtOnceCustomizer());

    private sealed class RetryAtOnceCustomizer : IRuntimePipelineCustomizer
    {
        public string UniqueName => nameof(RetryAtOnceCustomizer);

        public void Customize(Type type, RuntimePipeline pipeline)
        {
            var policy = pipeline.Handlers.OfType<RetryHandler>().First().RetryPolicy;
            pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new EagerRetryPolicy(policy.MaxRetries)));
        }
    }

    // The same number of attempts as the client would make.
    private sealed class EagerRetryPolicy(int maxRetries) : StandardRetryPolicy(maxRetries)
    {
        public override void WaitBeforeRetry(IExecutionContext executionContext)
        {
        }

        public override Task WaitBeforeRetryAsync(IExecutionContext executionContext) => Task.CompletedTask;
    }
}
