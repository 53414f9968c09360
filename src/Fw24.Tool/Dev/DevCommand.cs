using System.CommandLine;
using Fw24.Local;
using Fw24.Tool.Apps;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Dev;

/// <summary><c>fw24 dev</c>: runs an app's functions on this machine, at the tables that an API writes to.</summary>
internal sealed class DevCommand : Command
{
    private const int DefaultConsolePort = 5240;
    private const int DefaultDynamoDbPort = 8000;

    private readonly ToolConsole _console;
    private readonly Option<string> _app = new("--app")
    {
        Description =
            "The app: its project, the folder of its project, or its assembly. A project is built, and again when its "
            + "code changes.",
        HelpName = "PATH",
        DefaultValueFactory = static _ => ".",
    };

    private readonly Option<Uri?> _dynamoDb = Endpoint(
        "--dynamodb",
        "http://127.0.0.1:8000",
        "Uses the tables at this endpoint, and creates those that are missing. [default: DynamoDB Local, which is fetched and "
        + "started]");

    private readonly Option<Uri?> _messaging = Endpoint(
        "--messaging",
        "http://127.0.0.1:4566",
        "Uses topics, queues and the bucket of large messages at this endpoint of SNS, SQS and S3, such as fauxqs, and creates "
        + "those that are missing. [default: in this process]",
        static url => url.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase)
            ? "--messaging takes an emulator's endpoint: in AWS, the app's stack creates topics and queues."
            : null);

    private readonly Option<bool> _embedded = new("--embedded")
    {
        Description = "Uses tables in memory, which only the console writes to. They are empty again in the next run.",
    };

    private readonly Option<int> _dynamoDbPort = PortOption.Create("--dynamodb-port", "The port of DynamoDB Local.", DefaultDynamoDbPort);
    private readonly Option<int> _port = PortOption.Create("--port", "The console's port; 0 for a free one.", DefaultConsolePort);

    private readonly Option<string?> _state = new("--state")
    {
        Description =
            "The folder of what is kept between runs: tables, positions in streams, parked messages, logs. [default: "
            + ".fw24 beside the app's project]",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _fresh = new("--fresh") { Description = "Deletes what earlier runs kept, and begins anew." };
    private readonly Option<bool> _once = new("--no-watch") { Description = "Does not watch the code." };

    /// <summary>Creates the command.</summary>
    public DevCommand(ToolConsole console)
        : base("dev", "Runs the app's functions in one process on this machine, in real time, and shows them in the console.")
    {
        _console = console;
        foreach (var option in new Option[] { _app, _dynamoDb, _embedded, _dynamoDbPort, _messaging, _port, _state, _fresh, _once })
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            if (result.GetResult(_dynamoDb) is not null && result.GetResult(_embedded) is not null)
            {
                result.AddError("--embedded tables are in this process: they do not go with --dynamodb.");
            }
        });
        this.Does(console, RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(arguments.GetValue(_app)!);
        var project = Directory.Exists(path) ? ProjectOutput.ProjectIn(path) : path;
        var folder = arguments.GetValue(_state) ?? Path.Combine(Path.GetDirectoryName(project)!, ".fw24");
        var options = new DevOptions(
            Path.GetFullPath(folder), arguments.GetValue(_port), arguments.GetValue(_dynamoDb), arguments.GetValue(_messaging));
        using var hold = StateFolder.Take(options.Folder);
        if (arguments.GetValue(_fresh))
        {
            File.Delete(options.File);
            await DynamoDbLocalServer.DeleteTablesAsync(options.TablesFolder, cancellationToken).ConfigureAwait(false);
        }

        var server = await StartServerAsync(arguments, options, cancellationToken).ConfigureAwait(false);
        try
        {
            options = options with { DynamoDb = server?.Url ?? options.DynamoDb };
            return project.EndsWith("proj", StringComparison.OrdinalIgnoreCase) && !arguments.GetValue(_once)
                ? await AppWatch.RunAsync(project, options, cancellationToken).ConfigureAwait(false)
                : await ServeAsync(project, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (server is not null)
            {
                await server.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<DynamoDbLocalServer?> StartServerAsync(
        ParseResult arguments, DevOptions options, CancellationToken cancellationToken)
    {
        if (options.DynamoDb is not null || arguments.GetValue(_embedded))
        {
            return null;
        }

        if (await DynamoDbLocalServer.ExplainAbsenceAsync(cancellationToken).ConfigureAwait(false) is { } absence)
        {
            _console.Error($"The tables are in memory, and no other program can write to them, because {absence}.");
            return null;
        }

        return await DynamoDbLocalServer.StartAsync(
            options.TablesFolder, arguments.GetValue(_dynamoDbPort), _console.Progress, cancellationToken)
                .ConfigureAwait(false);
    }

    private async Task<int> ServeAsync(string path, DevOptions options, CancellationToken cancellationToken)
    {
        var app = AppAssembly.Load(path);
        var region = Environment.GetEnvironmentVariable("AWS_REGION") ?? LocalTopology.Of(app.Model).Region;
        PointClients(options, region);
        var session = await DevSession.StartAsync(app, region, options, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            Greet(app, session, options, region);
            await session.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    private void Greet(AppAssembly app, DevSession session, DevOptions options, string region) => _console.Write(
        new { App = app.Model.Name, Console = session.Url, options.DynamoDb, options.Messaging },
        screen =>
        {
            screen.MarkupLine(
                $"[bold]{app.Model.Name.EscapeMarkup()}[/] runs: {app.Model.Handlers.Count} handlers of {app.Model.Tables.Count} tables.");
            screen.MarkupLine($"  console    {session.Url.ToString().EscapeMarkup()}");
            if (options.Messaging is { } messaging)
            {
                screen.MarkupLine($"  messaging  {messaging.ToString().EscapeMarkup()}");
                if (!session.MatchesArrays)
                {
                    screen.MarkupLine(
                        "             does not match elements of a String.Array: handlers with OnChange skip what they do not watch.");
                }
            }

            if (options.DynamoDb is not { } url)
            {
                screen.MarkupLine("  tables     in memory");
                return;
            }

            screen.MarkupLine($"  tables     {url.ToString().EscapeMarkup()}");
            screen.MarkupLine($"  write to them with AWS_ENDPOINT_URL_DYNAMODB={url.ToString().EscapeMarkup()} AWS_REGION={region}"
                + (url.IsLoopback ? " AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local" : ""));
        });

    // Handlers' own clients read the process's variables, as they do on Lambda.
    private static void PointClients(DevOptions options, string region)
    {
        if (options is { DynamoDb: null, Messaging: null })
        {
            return;
        }

        Environment.SetEnvironmentVariable("AWS_REGION", region);
        if (options.DynamoDb is { } tables)
        {
            Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_DYNAMODB", tables.ToString());
        }

        foreach (var service in options.Messaging is null ? [] : new[] { "SNS", "SQS", "S3" })
        {
            Environment.SetEnvironmentVariable($"AWS_ENDPOINT_URL_{service}", options.Messaging!.ToString());
        }

        if ((options.DynamoDb ?? options.Messaging)!.IsLoopback && Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is null)
        {
            Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "local");
            Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "local");
        }
    }

    private static Option<Uri?> Endpoint(
        string name, string example, string description, Func<Uri, string?>? refusalOf = null) => new(name)
    {
        Description = description,
        HelpName = "URL",
        CustomParser = result =>
        {
            if (!Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                result.AddError($"{name} takes a URL such as {example}, not '{result.Tokens[0].Value}'.");
                return null;
            }

            if (url.PathAndQuery is not "/")
            {
                result.AddError($"{name} takes an endpoint without a path: {url.GetLeftPart(UriPartial.Authority)}.");
                return null;
            }

            if (refusalOf?.Invoke(url) is { } refusal)
            {
                result.AddError(refusal);
                return null;
            }

            return url;
        },
    };
}
