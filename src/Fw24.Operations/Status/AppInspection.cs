using Amazon.Runtime;
using Fw24.Operations.Aws;
using Fw24.Operations.Manifests;
using Fw24.Operations.Manifests.Resources;
using Fw24.Operations.Status.Inspections;

namespace Fw24.Operations.Status;

/// <summary>Inspects a deployed app: reads its resources and compares them with its manifest and its template.</summary>
/// <remarks>
/// Nothing is changed. Where a right is missing, or an endpoint does not know a service, the facts are not known, and the others
/// are read.
/// </remarks>
internal sealed class AppInspection : IDisposable
{
    private readonly FunctionInspection _functions;
    private readonly QueueInspection _queues;
    private readonly TopicInspection _topics;
    private readonly TableInspection _tables;
    private readonly CloudWatchClient _cloudWatch;
    private readonly StackInspection _stacks;
    private readonly TimeProvider _time;

    /// <summary>Creates an inspection. Nothing is called yet.</summary>
    /// <param name="configure">Changes the clients' settings.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    public AppInspection(Action<ClientConfig>? configure = null, TimeProvider? time = null)
    {
        _functions = new FunctionInspection(configure);
        _queues = new QueueInspection(configure);
        _topics = new TopicInspection(configure);
        _tables = new TableInspection(configure);
        _cloudWatch = new CloudWatchClient(configure);
        _stacks = new StackInspection(configure);
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Inspects an app.</summary>
    /// <param name="manifest">The manifest's text.</param>
    /// <param name="stage">The stage, if the manifest leaves it open.</param>
    /// <param name="code">The code that it is compared with, in addition to the manifest.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="InvalidDataException">The text is not a manifest of this version, or is of another stage.</exception>
    /// <exception cref="AmazonClientException">There are no credentials or no region.</exception>
    public async Task<AppState> InspectAsync(
        string manifest, string? stage, InspectedCode code, CancellationToken cancellationToken)
    {
        var app = ManifestApp.Read(manifest, stage);
        var kept = ManifestQueues.Of(app).Select(static queue => queue.Name).ToHashSet(StringComparer.Ordinal);
        var (queues, tables) = (
            Task.WhenAll(app.Queues.Select(queue => _queues.ReadAsync(queue, kept.Contains(queue.Name), cancellationToken))),
            Task.WhenAll(app.Tables.Select(table => _tables.ReadAsync(table, cancellationToken))));
        var (functions, stacks) = (FunctionsAsync(app, code, cancellationToken), StacksAsync(app, code, cancellationToken));
        var topics = TopicsAsync(app, queues, functions, cancellationToken);
        var alarms = AlarmsAsync(app, functions, cancellationToken);
        await Task.WhenAll(queues, tables, functions, stacks, topics, alarms).ConfigureAwait(false);

        return new AppState
        {
            App = app.App,
            Stage = app.Stage,
            At = _time.GetUtcNow(),
            Functions = [.. (await functions.ConfigureAwait(false)).States],
            Queues = await queues.ConfigureAwait(false),
            Topics = await topics.ConfigureAwait(false),
            Tables = await tables.ConfigureAwait(false),
            Alarms = await alarms.ConfigureAwait(false),
            Stacks = await stacks.ConfigureAwait(false),
            Notes = [.. NotesOn(await stacks.ConfigureAwait(false), code)],
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _functions.Dispose();
        _queues.Dispose();
        _topics.Dispose();
        _tables.Dispose();
        _cloudWatch.Dispose();
        _stacks.Dispose();
    }

    private async Task<(IReadOnlyList<FunctionState> States, string? Arn)> FunctionsAsync(
        ManifestApp app, InspectedCode code, CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(app.Functions.Select(function => _functions.ReadAsync(
            function,
            app.SourceOf(function),
            cancellationToken))).ConfigureAwait(false);
        IReadOnlyList<FunctionState> states = [.. read.Select(static one => one.State)];
        if (code.Audit is { } audit)
        {
            states = await new GapInspection(audit.Model, audit.Reader).CompleteAsync(app, states, cancellationToken)
                .ConfigureAwait(false);
        }

        states = await new MetricInspection(_cloudWatch, _time).CompleteAsync(app, states, cancellationToken)
            .ConfigureAwait(false);
        return (states, read.Select(static one => one.Arn).FirstOrDefault(static arn => arn is not null));
    }

    // The account is that of a queue, or of a function if no queue may be read.
    private async Task<TopicState[]> TopicsAsync(
        ManifestApp app,
        Task<QueueState[]> queues,
        Task<(IReadOnlyList<FunctionState> States, string? Arn)> functions,
        CancellationToken cancellationToken)
    {
        var arns = (await queues.ConfigureAwait(false)).Select(static queue => queue.Arn);
        var scope = AwsScope.Of(
            arns.FirstOrDefault(static arn => arn is not null) ?? (await functions.ConfigureAwait(false)).Arn);
        return await Task.WhenAll(app.Topics.Select(topic => _topics.ReadAsync(
            topic, [.. app.Subscriptions.Where(one => one.Topic == topic.Name)], scope, cancellationToken)))
            .ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<AlarmState>> AlarmsAsync(
        ManifestApp app,
        Task<(IReadOnlyList<FunctionState> States, string? Arn)> functions,
        CancellationToken cancellationToken)
    {
        var states = (await functions.ConfigureAwait(false)).States.ToDictionary(static one => one.Name, StringComparer.Ordinal);
        var mappings = app.EventSources
            .Where(source => source.Stream is not null && states[source.Function].Mapping?.Id is not null)
            .ToDictionary(
                static source => source.Stream!, source => states[source.Function].Mapping!.Id!, StringComparer.Ordinal);
        return await new AlarmInspection(_cloudWatch).ReadAsync(app, mappings, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<StackState>> StacksAsync(
        ManifestApp app, InspectedCode code, CancellationToken cancellationToken)
        => app.Functions is [var function, ..]
            ? await _stacks.ReadAsync(function.Name, code.Templates, cancellationToken).ConfigureAwait(false)
            : [];

    private static IEnumerable<string> NotesOn(IReadOnlyList<StackState> stacks, InspectedCode code)
    {
        if (stacks is [])
        {
            yield return "No stack of CloudFormation has the app's functions: no template is compared.";
        }
        else if (code.Templates is null)
        {
            yield return "No template is compared: build the app's stack, which writes cdk.out, or pass --cloud-assembly.";
        }
        else
        {
            foreach (var stack in stacks.Where(static stack => stack is { IsCompared: false, NotKnown: [] }))
            {
                yield return $"The template of {stack.Name} is not compared: the cloud assembly has no such stack.";
            }
        }
    }
}
