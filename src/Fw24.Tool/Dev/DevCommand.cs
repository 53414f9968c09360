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

    private readonly Option<Uri?> _dynamoDb = new("--dynamodb")
    {
        Description =
            "Uses the tables at this endpoint, and creates those that are missing. [default: DynamoDB Local, which is "
            + "fetched and started]",
        HelpName = "URL",
        CustomParser = static result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                return url;
            }

            result.AddError($"--dynamodb takes a URL such as http://127.0.0.1:8000, not '{result.Tokens[0].Value}'.");
            return null;
        },
    };

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

    private readonly Option<bool> _once = new("--no-watch") { Description = "Does not watch the code." };

    /// <summary>Creates the command.</summary>
    public DevCommand(ToolConsole console)
        : base("dev", "Runs the app's functions in one process on this machine, in real time, and shows them in the console.")
    {
        _console = console;
        foreach (var option in new Option[] { _app, _dynamoDb, _embedded, _dynamoDbPort, _port, _state, _once })
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
        var options = new DevOptions(Path.GetFullPath(folder), arguments.GetValue(_port));
        using var hold = StateFolder.Take(options.Folder);
        var server = await StartServerAsync(arguments, options, cancellationToken).ConfigureAwait(false);
        try
        {
            var url = server?.Url ?? arguments.GetValue(_dynamoDb);
            return project.EndsWith("proj", StringComparison.OrdinalIgnoreCase) && !arguments.GetValue(_once)
                ? await AppWatch.RunAsync(project, url, options, cancellationToken).ConfigureAwait(false)
                : await ServeAsync(project, url, options, cancellationToken).ConfigureAwait(false);
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
        if (arguments.GetValue(_dynamoDb) is not null || arguments.GetValue(_embedded))
        {
            return null;
        }

        if (await DynamoDbLocalServer.ExplainAbsenceAsync(cancellationToken).ConfigureAwait(false) is { } absence)
        {
            _console.Error($"The tables are in memory, and no other program can write to them, because {absence}.");
            return null;
        }

        return await DynamoDbLocalServer.StartAsync(
            Path.Combine(options.Folder, "dynamodb"), arguments.GetValue(_dynamoDbPort), _console.Progress, cancellationToken)
                .ConfigureAwait(false);
    }

    private async Task<int> ServeAsync(string path, Uri? url, DevOptions options, CancellationToken cancellationToken)
    {
        var app = AppAssembly.Load(path);
        var region = Environment.GetEnvironmentVariable("AWS_REGION") ?? LocalTopology.Of(app.Model).Region;
        if (url is not null)
        {
            PointClients(url, region);
        }

        using var tables = url is null ? null : new DevTables(url, region);
        var session = await DevSession.StartAsync(app, tables, options, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            Greet(app, session, url, region);
            await session.RunAsync(cancellationToken).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    private void Greet(AppAssembly app, DevSession session, Uri? url, string region) => _console.Write(
        new { App = app.Model.Name, Console = session.Url, DynamoDb = url },
        screen =>
        {
            screen.MarkupLine(
                $"[bold]{app.Model.Name.EscapeMarkup()}[/] runs: {app.Model.Handlers.Count} handlers of {app.Model.Tables.Count} tables.");
            screen.MarkupLine($"  console    {session.Url.ToString().EscapeMarkup()}");
            if (url is null)
            {
                screen.MarkupLine("  tables     in memory");
                return;
            }

            screen.MarkupLine($"  tables     {url.ToString().EscapeMarkup()}");
            screen.MarkupLine($"  write to them with AWS_ENDPOINT_URL_DYNAMODB={url.ToString().EscapeMarkup()} AWS_REGION={region}"
                + (url.IsLoopback ? " AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local" : ""));
        });

    // Handlers' own clients read the process's variables, as they do on Lambda.
    private static void PointClients(Uri url, string region)
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_DYNAMODB", url.ToString());
        Environment.SetEnvironmentVariable("AWS_REGION", region);
        if (url.IsLoopback && Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is null)
        {
            Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "local");
            Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "local");
        }
    }
}
