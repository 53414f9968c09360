using System.CommandLine;

namespace Fw24.Tool.Apps;

/// <summary>The options that choose an app and its stage.</summary>
internal sealed class AppOptions
{
    /// <summary>The app's assembly or project.</summary>
    public Option<string> App { get; } = new("--app")
    {
        Description = "The app: its assembly, its project or the folder of its project.",
        HelpName = "PATH",
        DefaultValueFactory = static _ => ".",
    };

    /// <summary>The stage.</summary>
    public Option<string?> Stage { get; } = new("--stage")
    {
        Description = "The stage of the app's resources. [default: that of the variable FW24_STAGE, otherwise none]",
        HelpName = "STAGE",
    };

    /// <summary>Creates the options and adds them to a command.</summary>
    public static AppOptions AddTo(Command command)
    {
        var options = new AppOptions();
        options.Stage.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var stage }] && !DeployedName.IsStage(stage))
            {
                result.AddError($"'{stage}' is not a stage: it must be {DeployedName.StageForm}.");
            }
        });
        command.Add(options.App);
        command.Add(options.Stage);
        return options;
    }

    /// <summary>Loads the app that a command line names.</summary>
    public AppAssembly Load(ParseResult arguments) => AppAssembly.Load(arguments.GetValue(App)!);

    /// <summary>Loads the app that a command line names, and opens its tables and audit.</summary>
    public OpenApp Open(ParseResult arguments) => new(Load(arguments).Model, arguments.GetValue(Stage));
}
