using Fw24.Messages;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Fw24.Runtime.Tests.Hosting;

public sealed class HostedServiceTests
{
    private readonly List<string> _calls = [];

    [Fact]
    public async Task Hosted_services_start_before_the_first_invocation_and_stop_in_reverse_after_the_last()
    {
        await using var lambda = new LoopbackLambda();
        var builder = Builder(lambda.Environment);
        builder.Services.AddSingleton<IHostedService>(new Recorder("a", _calls)).AddSingleton<IHostedService>(new Recorder("b", _calls));
        await using var app = builder.Build();
        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();

        var running = app.RunAsync(TestContext.Current.CancellationToken);
        await lambda.WaitAsync();
        Assert.Equal(["a starting", "b starting", "a start", "b start", "a started", "b started"], _calls);
        Assert.True(lifetime.ApplicationStarted.IsCancellationRequested);
        _calls.Clear();
        lifetime.StopApplication();

        Assert.Equal(0, await running);
        Assert.Equal(["b stopping", "a stopping", "b stop", "a stop", "b stopped", "a stopped"], _calls);
        Assert.True(lifetime.ApplicationStopped.IsCancellationRequested);
    }

    [Fact]
    public async Task A_hosted_service_that_cannot_start_is_an_init_error_and_those_that_started_are_stopped()
    {
        await using var lambda = new LoopbackLambda();
        var builder = Builder(lambda.Environment);
        builder.Services.AddHostedService(_ => new Recorder("a", _calls)).AddHostedService(static _ => new Broken());
        await using var app = builder.Build();

        Assert.Equal(1, await app.RunAsync(TestContext.Current.CancellationToken));

        var report = Assert.Single(lambda.Server.Requests);
        Assert.EndsWith("/init/error", report.Target, StringComparison.Ordinal);
        Assert.Contains("No connection to the cache.", report.Text, StringComparison.Ordinal);
        Assert.Contains("a stop", _calls);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("4", false)]
    public async Task A_background_service_is_refused_where_Lambda_freezes_the_process(string? maxConcurrency, bool isRefused)
    {
        await using var lambda = new LoopbackLambda { MaxConcurrency = maxConcurrency };
        var builder = Builder(lambda.Environment);
        builder.Services.AddHostedService<Loop>();
        await using var app = builder.Build();

        if (isRefused)
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
            Assert.StartsWith(
                $"The hosted service '{typeof(Loop)}' is a BackgroundService, but Lambda freezes the process between invocations",
                error.Message,
                StringComparison.Ordinal);
            return;
        }

        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_service_that_fails_to_stop_does_not_keep_the_others_running()
    {
        var builder = Builder();
        builder.Services.AddHostedService(_ => new Recorder("a", _calls)).AddHostedService(static _ => new Broken { FailsToStop = true });
        await using var app = builder.Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
        _calls.Clear();

        await app.StopAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["a stopping", "a stop", "a stopped"], _calls);
    }

    [Fact]
    public async Task Options_that_are_to_be_validated_on_start_are()
    {
        var builder = Builder();
        builder.Services.AddOptions<MailOptions>()
            .Validate(static options => options.Sender is not null, "Mail:Sender is not set.")
            .ValidateOnStart();
        await using var app = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("Mail:Sender is not set.", error.Message);
    }

    [Fact]
    public async Task Services_receive_the_configuration_with_added_sources_and_the_environment()
    {
        var builder = Builder(new FunctionEnvironment(static name => name is "DOTNET_ENVIRONMENT" ? "Staging" : null));
        // As AddOpenTelemetry does.
        builder.Services.TryAddSingleton<IConfiguration>(static _ => new ConfigurationBuilder().Build());
        builder.Configuration.AddInMemoryCollection([new("Mail:Sender", "shop@example.org")]);
        await using var app = builder.Build();

        Assert.Equal("shop@example.org", app.Services.GetRequiredService<IConfiguration>()["Mail:Sender"]);
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), app.Services.GetRequiredService<IConfiguration>()["PATH"]);
        Assert.True(app.Services.GetRequiredService<IHostEnvironment>().IsStaging());
    }

    private static Fw24AppBuilder Builder(FunctionEnvironment? environment = null)
    {
        var builder = Fw24App.CreateBuilder(TestTables.App(TestTables.Orders()));
        builder.Environment = new FunctionEnvironment(
            name => name is Fw24Variables.Function ? "orders-stream" : environment?.Optional(name));
        builder.Services.AddSingleton<IChangePublisher>(new FakeTopic()).AddSingleton<IParkingQueue>(new FakeParkingQueue());
        return builder;
    }

    private sealed class Recorder(string name, List<string> calls) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => Note("starting");

        public Task StartAsync(CancellationToken cancellationToken) => Note("start");

        public Task StartedAsync(CancellationToken cancellationToken) => Note("started");

        public Task StoppingAsync(CancellationToken cancellationToken) => Note("stopping");

        public Task StopAsync(CancellationToken cancellationToken) => Note("stop");

        public Task StoppedAsync(CancellationToken cancellationToken) => Note("stopped");

        private Task Note(string call)
        {
            calls.Add($"{name} {call}");
            return Task.CompletedTask;
        }
    }

    private sealed class Broken : IHostedService
    {
        public bool FailsToStop { get; init; }

        public Task StartAsync(CancellationToken cancellationToken)
            => FailsToStop ? Task.CompletedTask : throw new IOException("No connection to the cache.");

        public Task StopAsync(CancellationToken cancellationToken) => throw new IOException();
    }

    private sealed class Loop : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
    }

    private sealed class MailOptions
    {
        public string? Sender { get; set; }
    }
}
