using System.Reflection;
using System.Runtime.CompilerServices;
using Fw24.Hosting;
using Fw24.Model;
using Fw24.Tool.Commands;

namespace Fw24.Tool.Apps;

/// <summary>An app's assembly, loaded into this process: its model, and the services that its program registers.</summary>
internal sealed class AppAssembly
{
    private const string Runtime = "Fw24.Runtime";

    // A program configures its app in far less; one that serves something else would never end.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Assembly _assembly;

    private AppAssembly(Assembly assembly, AppModel model) => (_assembly, Model) = (assembly, model);

    /// <summary>The generator's model of the app.</summary>
    public AppModel Model { get; }

    /// <summary>The path of the assembly.</summary>
    public string Path => _assembly.Location;

    /// <summary>Loads an app's assembly.</summary>
    /// <param name="path">The assembly, a project or a folder with one of them.</param>
    /// <exception cref="ToolException">There is no app, it is not built, or it was built with another version of Fw24.</exception>
    public static AppAssembly Load(string path)
    {
        var file = ProjectOutput.Find(path);
        var context = new AppLoadContext(file);
        Assembly assembly;
        try
        {
            assembly = context.LoadFromAssemblyPath(file);
        }
        catch (BadImageFormatException exception)
        {
            throw new ToolException(
                $"{file} is not a .NET assembly. Pass the app's assembly (bin/…/Orders.dll), not the executable beside it.", exception);
        }

        DemandSameVersion(assembly);

        // Generated code registers the model before anything else of the assembly runs.
        RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        return Fw24App.Registered switch
        {
            [var model] => new AppAssembly(assembly, model),
            [] => throw new ToolException(
                $"{file} registers no app: it has no entity with [DynamoTable], or was built without the Fw24 generator (package Fw24). "
                + "Pass the assembly of the project that contains the entities."),
            var several => throw new ToolException(
                $"{file} contains several apps: {string.Join(", ", several.Select(static model => model.Name))}. "
                + "Pass an assembly that contains one."),
        };
    }

    /// <summary>Runs the app's program until it has registered its services.</summary>
    /// <returns>The builder of the app; that of the model alone, if the assembly is a library.</returns>
    /// <exception cref="ToolException">The program did not build an app.</exception>
    public async Task<Fw24AppBuilder> ConfigureAsync(CancellationToken cancellationToken)
    {
        if (_assembly.EntryPoint is not { } main)
        {
            return Fw24App.CreateBuilder(Model);
        }

        // What the program prints is no part of a command's result.
        System.Console.SetOut(System.Console.Error);
        var capture = new AppCapture();
        var program = new Thread(() => capture.Run(() => Invoke(main))) { IsBackground = true, Name = "Main of the app" };
        program.Start();
        try
        {
            return await capture.Builder.WaitAsync(s_patience, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new ToolException(
                $"The program of {Path} did not build its Fw24App within {s_patience.TotalSeconds:0} s. The tool runs Main as far as "
                + "Build() to learn which services it registers: call it before anything that waits.",
                exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new ToolException(
                $"The program of {Path} did not build its Fw24App: {exception.GetType().Name}: {exception.Message.TrimEnd('.')}. "
                + "The tool runs Main as far as Build() to learn which services it registers.",
                exception);
        }
    }

    private static void Invoke(MethodInfo main)
    {
        try
        {
            object?[] arguments = main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
            main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException ?? exception;
        }
    }

    private static void DemandSameVersion(Assembly assembly)
    {
        var used = assembly.GetReferencedAssemblies().FirstOrDefault(static name => name.Name is Runtime)?.Version;
        var own = typeof(AppModel).Assembly.GetName().Version!;
        if (used is not null && (used.Major, used.Minor) != (own.Major, own.Minor))
        {
            throw new ToolException(
                $"The app was built with Fw24 {used.ToString(3)}, and this tool is {own.ToString(3)}: their formats may differ. "
                + $"Run: dotnet tool update {ToolCommand.Name} --version {used.ToString(3)}");
        }
    }
}
