using System.Diagnostics;
using Fw24.Diagnostics;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Streams;

public sealed class StreamProcessorTelemetryTests
{
    private const string TraceParent = "00-7759e988bd862e3fe1be46a994272799-53995c3f42cd8ad8-01";

    [Fact]
    public async Task An_invocation_is_an_activity_below_Lambdas_and_above_its_messages()
    {
        var stopped = new List<Activity>();
        var trace = ActivityContext.Parse(TraceParent, null).TraceId;
        using var listener = new ActivityListener
        {
            // Tests run in parallel, and a listener is told of all activities that any of them has recorded: only this test's trace is observed.
            ShouldListenTo = static source => source.Name == Fw24Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Parent.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                {
                    stopped.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var stream = new TestStream { TraceParent = TraceParent };

        Assert.Empty(await stream.InvokeAsync(TestRecord.Change("a", 1, 0), TestRecord.Change("a", 2, 1)));

        Assert.Equal(["publish", "publish", "orders-stream"], stopped.Select(static activity => activity.OperationName));
        var invocation = stopped[^1];
        Assert.Equal(ActivityKind.Consumer, invocation.Kind);
        Assert.Equal("53995c3f42cd8ad8", invocation.ParentSpanId.ToHexString());
        Assert.Equal("req-1", invocation.GetTagItem("faas.invocation_id"));
        Assert.Equal("orders-stream", invocation.GetTagItem("faas.name"));
        Assert.Equal("datasource", invocation.GetTagItem("faas.trigger"));
        Assert.All(stopped[..2], static publish => Assert.Equal("publish orders-stream.fifo", publish.DisplayName));
        Assert.All(stopped[..2], static publish => Assert.Equal("aws.sns", publish.GetTagItem("messaging.system")));
        Assert.All(stopped[..2], publish => Assert.Equal(invocation.SpanId, publish.ParentSpanId));
        Assert.All(stream.Topic.Messages, message => Assert.Equal(invocation.Id, message.TraceParent));
    }

    [Fact]
    public async Task Without_a_listener_messages_carry_Lambdas_trace()
    {
        var stream = new TestStream { TraceParent = "00-8859e988bd862e3fe1be46a994272799-53995c3f42cd8ad8-01" };

        await stream.InvokeAsync(TestRecord.Change("a", 1, 0));

        Assert.Equal(stream.TraceParent, Assert.Single(stream.Topic.Messages).TraceParent);
    }
}
