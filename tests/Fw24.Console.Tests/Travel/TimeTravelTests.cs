using Fw24.Console.Tests.Harness;
using Fw24.Local;
using Microsoft.Extensions.DependencyInjection;
using Orders;

namespace Fw24.Console.Tests.Travel;

/// <summary>The moments of a scenario: the same each time that it is run.</summary>
public sealed class TimeTravelTests
{
    [Fact]
    public async Task Each_moment_is_that_of_the_first_run_to_the_byte()
    {
        await using var scenario = await TestScenario.OpenAsync();
        var (total, whole) = (scenario.Travel.Total!.Value, scenario.Trace);
        Assert.True(scenario.Run.Cloud.Faults.Injected.Count > 0 && total > 50, $"{total}");
        var length = whole.Length;
        foreach (var moment in (long[])[total * 3 / 4, total / 2, 10, 0])
        {
            await scenario.GoToAsync(moment);
            Assert.Equal(moment, scenario.Run.Moment);
            Assert.StartsWith(scenario.Trace, whole, StringComparison.Ordinal);
            Assert.True(scenario.Trace.Length < length, $"{moment}");
            length = scenario.Trace.Length;
        }

        // What is ahead needs no other run.
        var runs = scenario.Traces.Count;
        await scenario.GoToAsync(40);
        Assert.Equal(40, scenario.Run.Moment);
        await scenario.GoToAsync(long.MaxValue);
        Assert.Equal((runs, whole, total), (scenario.Traces.Count, scenario.Trace, scenario.Run.Moment));
        Assert.Null(scenario.Travel.Difference);
        Assert.Null(scenario.Travel.Fault);
    }

    [Fact]
    public async Task A_moment_beyond_the_end_is_the_end()
    {
        await using var scenario = await TestScenario.OpenAsync();
        await scenario.GoToAsync(1_000_000);
        Assert.Equal(scenario.Travel.Total, scenario.Run.Moment);
        Assert.Equal(2, scenario.Traces.Count);
    }

    [Fact]
    public async Task What_is_done_at_a_moment_is_not_held_and_not_compared()
    {
        await using var scenario = await TestScenario.OpenAsync(moment: 30);
        Assert.Null(scenario.Travel.Total);
        var run = scenario.Run;
        await run.Cloud.Table<Product>().PutAsync(new Product(7, "Lamp") { Price = 1 }, TestContext.Current.CancellationToken);
        Assert.True(await run.Cloud.StepAsync(TestContext.Current.CancellationToken));
        Assert.Equal(31, run.Moment);
        await scenario.GoToAsync(long.MaxValue);
        Assert.True(run.IsOver);
        Assert.Null(scenario.Travel.Total);

        await scenario.GoToAsync(30);
        Assert.Equal(0, scenario.Run.Cloud.Tables["products"].Count);
        await scenario.GoToAsync(long.MaxValue);
        Assert.Equal(scenario.Run.Moment, scenario.Travel.Total);
        Assert.Null(scenario.Travel.Difference);
    }

    [Fact]
    public async Task A_script_that_is_not_the_same_each_time_is_told_with_the_event()
    {
        var number = 0;
        long written = 0;
        await using var scenario = await TestScenario.OpenAsync(async cloud =>
        {
            written = cloud.Parts.Loop.Events;
            await cloud.Table<Product>().PutAsync(
                new Product(1, $"Lamp {++number}") { Price = 1 }, TestContext.Current.CancellationToken);
            await cloud.RunUntilIdleAsync(TestContext.Current.CancellationToken);
        });
        await scenario.GoToAsync(written - 1);
        Assert.Null(scenario.Travel.Difference);
        await scenario.GoToAsync(long.MaxValue);
        Assert.Equal(written, scenario.Travel.Difference);
    }

    [Fact]
    public async Task The_end_of_a_script_that_fails_is_shown_with_its_error()
    {
        await using var scenario = await TestScenario.OpenAsync(static _ => throw new InvalidOperationException("4 is not 5"));
        Assert.Equal("4 is not 5", scenario.Run.Fault);
        Assert.Equal(scenario.Run.Moment, scenario.Travel.Total);
        await scenario.GoToAsync(5);
        Assert.Null(scenario.Run.Fault);
    }

    [Fact]
    public async Task A_console_that_is_closed_ends_a_script_that_is_held()
    {
        Exception? end = null;
        var scenario = await TestScenario.OpenAsync(
            onEnd: exception => end = exception, moment: 10);
        Assert.False(scenario.Run.IsOver);
        Assert.Null(end);
        var run = scenario.Run;
        await scenario.DisposeAsync();
        Assert.IsAssignableFrom<OperationCanceledException>(end);
        Assert.Equal((10, true), (run.Moment, run.IsOver));
    }

    [Fact]
    public async Task A_run_that_cannot_be_created_is_told_and_the_next_one_may_be()
    {
        await using var scenario = await TestScenario.OpenAsync();
        scenario.Fault = "no more clouds";
        await scenario.GoToAsync(3);
        Assert.Equal((scenario.Fault, null), (scenario.Travel.Fault, scenario.Travel.Destination));
        scenario.Fault = null;
        await scenario.GoToAsync(3);
        Assert.Equal((3, null), (scenario.Run.Moment, scenario.Travel.Fault));
    }

    [Fact]
    public async Task A_real_clock_is_refused()
    {
        var scenario = new LocalScenario(
            static () => LocalCloud.Create(OrdersApp.Model, static options =>
            {
                options.Services = static services => services.AddSingleton<IMailer, TestMailer>();
                options.Time = TimeProvider.System;
            }),
            static (_, _) => Task.CompletedTask);
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(()
            => scenario.OpenConsoleAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("A scenario needs the virtual clock: a run on a real one cannot be repeated.", exception.Message);
    }
}
