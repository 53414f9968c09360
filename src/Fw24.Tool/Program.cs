using Fw24.Tool.Commands;

return await ToolCommand.RunAsync(args, ToolConsole.OfProcess());
