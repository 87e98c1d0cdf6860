using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace PyBridge;

/// <content>Process objects with a result, whose arguments and result the compiler checks.</content>
public partial class Process
{
    /// <summary>Creates a process that hands back the result of a method; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process<TResult> CreateWithResult<TResult>(Func<TResult> target) =>
        new(target);

    /// <summary>Creates a process that hands back the result of a method; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process<TResult> CreateWithResult<T1, TResult>(Func<T1, TResult> target, T1 arg1) =>
        new(target, args: [arg1]);

    /// <summary>Creates a process that hands back the result of a method; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process<TResult> CreateWithResult<T1, T2, TResult>(Func<T1, T2, TResult> target, T1 arg1, T2 arg2) =>
        new(target, args: [arg1, arg2]);

    /// <summary>Creates a process that hands back the result of a method; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process<TResult> CreateWithResult<T1, T2, T3, TResult>(
        Func<T1, T2, T3, TResult> target, T1 arg1, T2 arg2, T3 arg3) =>
        new(target, args: [arg1, arg2, arg3]);

    /// <summary>Creates a process that hands back the result of a method; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="T4">The type of argument 4.</typeparam>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process<TResult> CreateWithResult<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, TResult> target, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        new(target, args: [arg1, arg2, arg3, arg4]);

    /// <summary>Creates a process that hands back the result of a method; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    /// <param name="arg5">Argument 5.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="T4">The type of argument 4.</typeparam>
    /// <typeparam name="T5">The type of argument 5.</typeparam>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process<TResult> CreateWithResult<T1, T2, T3, T4, T5, TResult>(
        Func<T1, T2, T3, T4, T5, TResult> target, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) =>
        new(target, args: [arg1, arg2, arg3, arg4, arg5]);

    /// <summary>Creates a process that hands back the result of a method; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    /// <param name="arg5">Argument 5.</param>
    /// <param name="arg6">Argument 6.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="T4">The type of argument 4.</typeparam>
    /// <typeparam name="T5">The type of argument 5.</typeparam>
    /// <typeparam name="T6">The type of argument 6.</typeparam>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process<TResult> CreateWithResult<T1, T2, T3, T4, T5, T6, TResult>(
        Func<T1, T2, T3, T4, T5, T6, TResult> target, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) =>
        new(target, args: [arg1, arg2, arg3, arg4, arg5, arg6]);

    /// <summary>Creates a process that hands back the result of an asynchronous method; does not start it.</summary>
    /// <param name="target">What to call in the child; its task is awaited.</param>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process<TResult> CreateWithResult<TResult>(Func<Task<TResult>> target) =>
        new(target);

    /// <summary>Creates a process that hands back the result of an asynchronous method; does not start it.</summary>
    /// <param name="target">What to call in the child; its task is awaited.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process<TResult> CreateWithResult<T1, TResult>(Func<T1, Task<TResult>> target, T1 arg1) =>
        new(target, args: [arg1]);

    /// <summary>Creates a process that hands back the result of an asynchronous method; does not start it.</summary>
    /// <param name="target">What to call in the child; its task is awaited.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process<TResult> CreateWithResult<T1, T2, TResult>(
        Func<T1, T2, Task<TResult>> target, T1 arg1, T2 arg2) =>
        new(target, args: [arg1, arg2]);

    /// <summary>Creates a process that hands back the result of an asynchronous method; does not start it.</summary>
    /// <param name="target">What to call in the child; its task is awaited.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process<TResult> CreateWithResult<T1, T2, T3, TResult>(
        Func<T1, T2, T3, Task<TResult>> target, T1 arg1, T2 arg2, T3 arg3) =>
        new(target, args: [arg1, arg2, arg3]);

    /// <summary>Creates a process that hands back the result of an asynchronous method; does not start it.</summary>
    /// <param name="target">What to call in the child; its task is awaited.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="T4">The type of argument 4.</typeparam>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process<TResult> CreateWithResult<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, Task<TResult>> target, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        new(target, args: [arg1, arg2, arg3, arg4]);

    /// <summary>Creates a process that hands back the result of an asynchronous method; does not start it.</summary>
    /// <param name="target">What to call in the child; its task is awaited.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    /// <param name="arg5">Argument 5.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="T4">The type of argument 4.</typeparam>
    /// <typeparam name="T5">The type of argument 5.</typeparam>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process<TResult> CreateWithResult<T1, T2, T3, T4, T5, TResult>(
        Func<T1, T2, T3, T4, T5, Task<TResult>> target, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) =>
        new(target, args: [arg1, arg2, arg3, arg4, arg5]);

    /// <summary>Creates a process that hands back the result of an asynchronous method; does not start it.</summary>
    /// <param name="target">What to call in the child; its task is awaited.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    /// <param name="arg5">Argument 5.</param>
    /// <param name="arg6">Argument 6.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="T4">The type of argument 4.</typeparam>
    /// <typeparam name="T5">The type of argument 5.</typeparam>
    /// <typeparam name="T6">The type of argument 6.</typeparam>
    /// <typeparam name="TResult">What the target returns.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process<TResult> CreateWithResult<T1, T2, T3, T4, T5, T6, TResult>(
        Func<T1, T2, T3, T4, T5, T6, Task<TResult>> target, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) =>
        new(target, args: [arg1, arg2, arg3, arg4, arg5, arg6]);
}
